Instance: willem-doel-thuis
InstanceOf: WijkGoal
Usage: #example
Title: "Doel: thuis blijven"
Description: "A shared goal, proposed by the nurse and accepted by the huisarts."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-TreatmentObjective")
* lifecycleStatus = #active
* category.coding[doel].code = #gedeeld-doel
* description.text = "Willem blijft thuis wonen en overlijdt thuis."
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* startDate = "2026-11-12"
* statusDate = "2026-11-12"
* expressedBy = Reference(willem-voorbeeld) "Willem Voorbeeld"
* addresses = Reference(willem-diagnose) "Longkanker"
