Profile: InformRelatives
Parent: CommunicationRequest
Id: inform-relatives
Title: "Naasten informeren"
Description: "The patient was asked to tell the people close by what was agreed. The patient is the sender, the doctor asked for it."
* obeys request-dated
* insert OneCategory(advise, $sct#223449006)
* subject 1..1
* subject only Reference(Patient)
* requester 1..1
* requester only Reference(PractitionerRole)
* sender 1..1
* sender only Reference(Patient)
* recipient only Reference(RelatedPerson)
* reasonCode ^slicing.discriminator.type = #value
* reasonCode ^slicing.discriminator.path = "$this"
* reasonCode ^slicing.rules = #open
* reasonCode contains acp 1..1
* reasonCode[acp] = $sct#713603004

Invariant: request-dated
Description: "It says when it was asked, or in which contact."
* severity = #error
* expression = "authoredOn.exists() or encounter.exists()"
