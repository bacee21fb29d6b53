Instance: bas-verzonnen
InstanceOf: WijkPractitioner
Usage: #example
Title: "Bas Verzonnen"
Description: "The second GP of Willem, with a UZI number."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-HealthProfessional-Practitioner")
* identifier[uzi].value = "999990010"
* identifier[agb].value = "01999902"
* identifier[big].value = "99999999901"
* insert OfficialName("Bas", "Verzonnen", "Bas Verzonnen")
