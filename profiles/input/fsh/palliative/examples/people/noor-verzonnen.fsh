Instance: noor-verzonnen
InstanceOf: WijkPractitioner
Usage: #example
Title: "Noor Verzonnen"
Description: "District nurse."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-HealthProfessional-Practitioner")
* insert OfficialName("Noor", "Verzonnen", "Noor Verzonnen")
