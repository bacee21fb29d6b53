Profile: BreakGlassGrant
Parent: Task
Id: break-glass-grant
Title: "Noodtoegang"
Description: "Emergency access of one person to the record of one patient: why, and until when. In force while it is in progress and its period lasts. Only $break-glass makes one, only $end-break-glass and $review-break-glass end it."
* obeys break-glass-half-hour
* status from NoodtoegangStandSet (required)
* intent = #order
* code 1..1
* code = $taak#noodtoegang
* for 1..1
* for only Reference(Patient)
* requester 1..1
* requester only Reference(PractitionerRole)
* authoredOn 1..1
* reasonCode 1..1
* reasonCode from NoodredenSet (required)
* reasonCode.text 1..1
* restriction 1..1
* restriction.period 1..1
* restriction.period.start 1..1
* restriction.period.end 1..1

Invariant: break-glass-half-hour
Description: "Emergency access is over after half an hour."
* severity = #error
* expression = "restriction.period.where(end <= start or end > start + 30 minutes).empty()"
