Profile: ContactReceipt
Parent: Task
Id: contact-receipt
Title: "Bewijs van een waarneembericht"
Description: "What the post keeps of a contact report that it sent: that it came in, and whether it was read. It says nothing of the patient's practice, and nothing that the practice wrote."
* status from WaarneemberichtStandSet (required)
* intent = #order
* code 1..1
* code = $taak#waarneembericht-verstuurd
* focus 1..1
* focus only Reference(Composition)
* for 1..1
* for only Reference(Patient)
* authoredOn 1..1
* requester 1..1
* requester only Reference(PractitionerRole)
* owner 0..0
* note 0..0
* restriction 0..0
* output 0..0
