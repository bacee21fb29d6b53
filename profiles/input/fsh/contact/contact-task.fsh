Profile: ContactTask
Parent: Task
Id: contact-task
Title: "Waarneembericht in de inbox"
Description: "A contact report that waits for the practice of registration, or the last one: nobody, for who never had one. Assistant and practice nurse sort it, a huisarts or the locum in force acknowledges it. The post doesn't see it; it has the receipt."
* obeys contact-acknowledged
* status from WaarneemberichtStandSet (required)
* intent = #order
* priority 1..1
* code 1..1
* code = $taak#waarneembericht
* description 1..1
* focus 1..1
* focus only Reference(Composition)
* for 1..1
* for only Reference(Patient)
* authoredOn 1..1
* requester 1..1
* requester only Reference(PractitionerRole)
* requester ^definition = "Who reported it, of the post."
* owner only Reference(Organization)
* owner ^definition = "The practice. Moves with the registration."
* restriction.period.end ^definition = "Four hours after the practice opens again; unread then, it is escalated."
* insert ToldByType(input)
* input contains urgency 1..1 and person 0..1
* input[urgency].type = $taakgegeven#urgentie
* input[urgency].value[x] only CodeableConcept
* input[person].type = $taakgegeven#voor-persoon
* input[person].value[x] only Reference
* insert ToldByType(output)
* output contains proposal 0..*
* output[proposal].type = $taakgegeven#voorstel
* output[proposal].value[x] only Reference

Invariant: contact-acknowledged
Description: "What was read names who read it, and when."
* severity = #error
* expression = "status = 'completed' implies (output.where(type.coding.where(system = 'https://wijkverband.example/fhir/CodeSystem/taakgegeven' and code = 'gelezen-door').exists()).exists() and executionPeriod.end.exists())"
