Instance: dana-leerling
InstanceOf: WijkPractitioner
Usage: #example
Title: "Dana Leerling"
Description: "A doctor who is not in training, with a UZI number."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-HealthProfessional-Practitioner")
* identifier[uzi].value = "999990015"
* insert OfficialName("Dana", "Leerling", "Dana Leerling")
