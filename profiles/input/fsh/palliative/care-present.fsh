Profile: CarePresent
Parent: CarePlan
Id: care-present
Title: "Zorg in huis"
Description: "Who helps at home, with what and when. One CarePlan a helper, as the zib HulpVanAnderen has it."
* insert CompliesWith("http://nictiz.nl/fhir/StructureDefinition/nl-core-HelpFromOthers")
* insert OneCategory(helpFromOthers, $sct#243114000)
* subject only Reference(Patient)
* activity 1..1
* activity.detail 1..1
* activity.detail.description 1..1
* activity.detail.performer 1..1
* note 0..1
