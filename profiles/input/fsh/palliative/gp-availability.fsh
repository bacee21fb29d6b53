// R4 has no resource for "you may call me about this one patient"; PractitionerRole.availableTime is about all of them. Hence Basic.
Profile: GpAvailability
Parent: Basic
Id: gp-availability
Title: "Eigen huisarts bereikbaar"
Description: "The own GP may be called about this patient outside office hours. The first line of responsible-gp in the terminal phase."
* obeys availability-rank
* code = $overdracht#bereikbaarheid-huisarts
* subject 1..1
* subject only Reference(Patient)
* created 1..1
* author 1..1
* author only Reference(PractitionerRole)
* extension contains
    AvailabilityPeriod named period 1..1 and
    AvailableTime named availableTime 0..* and
    AvailabilityTelecom named telecom 1..2

Invariant: availability-rank
Description: "Of two numbers each has its own rank: at night nobody chooses."
* severity = #error
* expression = "extension.where(url = 'https://wijkverband.example/fhir/StructureDefinition/availability-telecom').count() = 1 or (extension.where(url = 'https://wijkverband.example/fhir/StructureDefinition/availability-telecom').value.rank.count() = 2 and extension.where(url = 'https://wijkverband.example/fhir/StructureDefinition/availability-telecom').value.rank.isDistinct())"
