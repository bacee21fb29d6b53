// Follows the envelope of the national Acute Zorg guide: transfer of care from one organisation to another, addressed by name.
Profile: HandoverRequest
Parent: ServiceRequest
Id: handover-request
Title: "Publicatie van een overdracht"
Description: "Which document holds now, for which posts, from when until when it must be looked at again. The active one is the current one."
* obeys review-date and one-document
* status from PublicatieStatusSet (required)
* intent = #order
* insert OneCategory(transferOfCare, $sct#308292007)
* code 1..1
* code = $sct#11131000146102
* subject only Reference(Patient)
* occurrence[x] 1..1
* occurrence[x] only Period
* occurrencePeriod.start 1..1
* occurrencePeriod.end 1..1
* authoredOn 1..1
* requester 1..1
* requester only Reference(PractitionerRole)
* performer 1..*
* performer only Reference(Organization)
* supportingInfo 1..*
* supportingInfo ^definition = "The sealed document, and beside it whatever else the publication carries: who may read the publication may read these."

Invariant: review-date
Description: "A handover is looked at again within 90 days."
* severity = #error
* expression = "occurrence.where(end <= start or end > start + 90 days).empty()"

Invariant: one-document
Description: "A publication is of one document: among what it carries is one Bundle."
* severity = #error
* expression = "supportingInfo.where(reference.matches('^(.*/)?Bundle/[^/]+(/_history/[^/]+)?$')).count() = 1"
