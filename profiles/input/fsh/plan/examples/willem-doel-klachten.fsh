Instance: willem-doel-klachten
InstanceOf: WijkGoal
Usage: #example
Title: "Doel: weinig klachten"
Description: "A shared goal that can be checked on a day."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-TreatmentObjective")
* lifecycleStatus = #active
* category.coding[doel].code = #gedeeld-doel
* description.text = "Willem heeft zo weinig pijn en benauwdheid dat hij kan slapen en bezoek kan krijgen."
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* startDate = "2026-11-10"
* statusDate = "2026-11-10"
* expressedBy = Reference(willem-voorbeeld) "Willem Voorbeeld"
* target.dueDate = "2026-12-04"
* note.text = "We vragen elke week hoe Willem slaapt."
