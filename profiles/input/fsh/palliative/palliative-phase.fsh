Profile: PalliativePhase
Parent: Observation
Id: palliative-phase
Title: "Palliatieve fase"
Description: "In which phase the patient is. The post asks it first, and no national code says it; terminal shortens the review to a week."
* subject 1..1
* subject only Reference(Patient)
* effective[x] 1..1
* effective[x] only dateTime
* performer 1..*
* code = $overdracht#palliatieve-fase
* value[x] 1..1
* value[x] only CodeableConcept
* valueCodeableConcept from PalliatieveFaseSet (required)
