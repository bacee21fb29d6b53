Instance: willem-doel-riet
InstanceOf: WijkGoal
Usage: #example
Title: "Doel: Riet houdt het vol"
Description: "A goal of the social worker."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-TreatmentObjective")
* lifecycleStatus = #active
* category.coding[doel].code = #vakdoel
* description.text = "Riet kan twee keer per week een middag weg en slaapt genoeg."
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* startDate = "2026-11-12"
* expressedBy = Reference(riet-voorbeeld) "Riet Voorbeeld, echtgenote"
