Profile: TransferTask
Parent: Task
Id: transfer-task
Title: "Overschrijving"
Description: "What is told or asked of a move to another practice: to who was left (may contest an error until restriction.period.end), to who is contested, to whom a patient asks. Answered once. What a practice gets back that declared one names neither patient nor owner. Only $transfer-registration and $decide write one."
* obeys transfer-refused and transfer-whole
* status from OverschrijvingStandSet (required)
* intent = #order
* code 1..1
* code from OverschrijvingSoortSet (required)
* for only Reference(Patient)
* authoredOn 1..1
* requester 1..1
* requester only Reference(Organization or Patient or RelatedPerson)
* owner only Reference(Organization)

Invariant: transfer-refused
Description: "A refusal says why."
* severity = #error
* expression = "status = 'rejected' implies statusReason.text.exists()"

Invariant: transfer-whole
Description: "Whom it waits for is named together with whom it is about."
* severity = #error
* expression = "for.exists() = owner.exists()"
