Profile: BreakGlassReview
Parent: Task
Id: break-glass-review
Title: "Beoordeling van noodtoegang"
Description: "The own practice looks afterwards whether emergency access was needed: who came in, why, and how often before. Nobody owns it when the patient never had a practice here."
* obeys break-glass-decided
* status from BeoordelingStandSet (required)
* intent = #order
* code 1..1
* code = $taak#noodtoegang-beoordelen
* focus 1..1
* focus only Reference(Task)
* for 1..1
* for only Reference(Patient)
* requester 1..1
* requester only Reference(PractitionerRole)
* requester ^definition = "Who came in."
* owner only Reference(Organization)
* authoredOn 1..1
* reasonCode 1..1
* reasonCode from NoodredenSet (required)
* reasonCode.text 1..1
* businessStatus from OordeelSet (required)
* restriction 1..1
* restriction.period 1..1
* restriction.period.end 1..1
* restriction.period.end ^definition = "The day by which it should be looked at."
* input 1..*
* input ^definition = "How often this person used emergency access for patients of this practice in the last 90 days, this time included; and whether the patient had objected."

Invariant: break-glass-decided
Description: "What was looked at has a decision and a reason."
* severity = #error
* expression = "status = 'completed' implies (businessStatus.exists() and statusReason.text.exists())"
