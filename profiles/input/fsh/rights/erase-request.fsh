Profile: EraseRequest
Parent: Task
Id: erase-request
Title: "Verzoek om te wissen"
Description: "The patient, or who stands in, asks that the whole record be erased (BW 7:455). The practice may write down what was asked at the desk. $erase carries it out, and then it is gone with the rest, or closes it with the ground of the refusal."
* obeys erase-refused
* status from WisverzoekStandSet (required)
* statusReason from WisweigeringSet (required)
* intent = #order
* code 1..1
* code = $taak#wisverzoek
* for 1..1
* for only Reference(Patient)
* authoredOn 1..1
* requester 1..1
* requester only Reference(Patient or RelatedPerson)
* requester ^definition = "Who asks: the patient, or who stands in; not who wrote it down."
* owner only Reference(Organization or PractitionerRole)
* owner ^definition = "The practice that it waits for: the server says so when it comes in. Once refused, the huisarts who refused."

Invariant: erase-refused
Description: "A refusal has a ground and an explanation that the patient reads."
* severity = #error
* expression = "status = 'rejected' implies (statusReason.coding.exists() and statusReason.text.exists())"
