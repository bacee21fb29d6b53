Instance: eva-fictief
InstanceOf: WijkPractitioner
Usage: #example
Title: "Eva Fictief"
Description: "The GP of Willem."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-HealthProfessional-Practitioner")
* identifier[agb].value = "01999901"
* insert OfficialName("Eva", "Fictief", "Eva Fictief")
