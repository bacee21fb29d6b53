// Follows nl-core-SOAPReport in its type and in the codes of S, O, E and P. It isn't one: there each line is an Observation with its text, where a post writes
// words and, on E, the condition with its ICPC code.
Profile: ContactReport
Parent: Composition
Id: contact-report
Title: "Waarneembericht"
Description: "What an out-of-hours post saw and did, for the own practice. Never changed: a correction is a new one that replaces it. A treatment limit in it is what the post proposes, not what holds."
* extension contains Urgency named urgency 1..1
* status from VerslagStandSet (required)
* type = $verslag#waarneembericht
* subject 1..1
* subject only Reference(Patient)
* encounter 1..1
* author 1..1
* author only Reference(PractitionerRole)
* author ^definition = "Who wrote it: somebody who works for the post."
* custodian 1..1
* custodian ^definition = "The post: the report belongs to it."
* section 1..*
* section.title 1..1
* section.code 1..1
* section.text 1..1
* section ^slicing.discriminator.type = #pattern
* section ^slicing.discriminator.path = "code"
* section ^slicing.rules = #open
* section contains complaint 1..1 and subjective 0..1 and objective 0..1 and evaluation 1..1 and plan 1..1 and medication 0..1 and policy 0..1
* section[complaint].code = $verslag#klacht
* section[subjective].code = $sct#255362007
* section[objective].code = $sct#260224007
* section[evaluation].code = $sct#129265001
* section[evaluation].entry 1..*
* section[evaluation].entry only Reference(Condition)
* section[evaluation] ^definition = "What the post thinks it is, each with a code of ICPC-1-NL."
* section[plan].code = $sct#129271007
* section[medication].code = $verslag#gegeven-medicatie
* section[medication].entry 1..*
* section[medication].entry only Reference(MedicationStatement)
* section[policy].code = $verslag#veranderd-beleid
* section[policy].entry 1..*
* section[policy].entry only Reference(Consent)
* section[policy] ^definition = "Treatment limits that the post would change. They become proposals to the own practice."
