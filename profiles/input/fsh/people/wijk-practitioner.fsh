Profile: WijkPractitioner
Parent: Practitioner
Id: wijk-practitioner
Title: "Zorgverlener"
Description: "A person who gives care or support. What the person does, and where, stands in the role."
* insert CompliesWith("http://nictiz.nl/fhir/StructureDefinition/nl-core-HealthProfessional-Practitioner")
* identifier ^slicing.discriminator.type = #value
* identifier ^slicing.discriminator.path = "system"
* identifier ^slicing.rules = #open
* identifier contains uzi 0..1 and agb 0..* and big 0..1
* identifier[uzi].system 1..1
* identifier[uzi].system = $uzi
* identifier[uzi].value 1..1
* identifier[agb].system 1..1
* identifier[agb].system = $agb
* identifier[agb].value 1..1
* identifier[big].system 1..1
* identifier[big].system = $big
* identifier[big].value 1..1
* name 1..*
