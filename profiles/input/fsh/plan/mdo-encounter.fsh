Profile: MdoEncounter
Parent: Encounter
Id: mdo-encounter
Title: "Multidisciplinair overleg"
Description: "When the team met, and who was there. nl-core-Encounter beside a type by which the meetings of a patient are found."
* insert CompliesWith("http://nictiz.nl/fhir/StructureDefinition/nl-core-Encounter")
* type ^slicing.discriminator.type = #value
* type ^slicing.discriminator.path = "$this"
* type ^slicing.rules = #open
* type contains mdo 1..1
* type[mdo] = $verslag#mdo
* subject 1..1
* subject only Reference(Patient)
* participant 1..*
* participant.individual 1..1
* period 1..1
* period.start 1..1
* location 0..1
