Profile: ContactEncounter
Parent: Encounter
Id: contact-encounter
Title: "Contact met de spoedpost"
Description: "When the post had contact with the patient, and how: by phone, at the post or at home. nl-core-Encounter beside a type by which these contacts are found."
* insert CompliesWith("http://nictiz.nl/fhir/StructureDefinition/nl-core-Encounter")
* type ^slicing.discriminator.type = #value
* type ^slicing.discriminator.path = "$this"
* type ^slicing.rules = #open
* type contains spoedcontact 1..1
* type[spoedcontact] = $verslag#spoedcontact
* subject 1..1
* subject only Reference(Patient)
* period 1..1
* period.start 1..1
* location 0..1
