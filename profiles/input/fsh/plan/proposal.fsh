// The change is contained: it has no life of its own, and no label; who may read the target reads the proposal. dom-3 wants what is contained
// to be referred to: the input `wijziging` says which of the contained resources is the change.
Profile: Proposal
Parent: Task
Id: proposal
Title: "Voorstel"
Description: "A change to a part that belongs to somebody else: the version that was seen, the change (FHIRPath Patch) or the new resource, and why. Its owner decides. Only $propose makes one, only $decide and withdrawing change it."
* obeys proposal-answered and proposal-outcome
* contained 1..*
* status from VoorstelStandSet (required)
* intent = #proposal
* code 1..1
* code from VoorstelSet (required)
* focus 1..1
* focus obeys proposal-version
* focus ^definition = "What is to change, as the proposer saw it; for something new, the plan, or the patient when it came with a contact report."
* insert TaskOfTeam
* requester only Reference(PractitionerRole or RelatedPerson or Patient)
* owner only Reference(Organization)
* owner ^definition = "Who decides: of the dossier and the plan the practice of registration, of an own part its author. Moves with the registration."
* reasonCode 1..1
* reasonCode.text 1..1
* restriction 1..1
* restriction.period 1..1
* restriction.period.end 1..1
* restriction.period.end ^definition = "When it expires."
* insert ToldByType(input)
* input contains change 1..1
* input[change].type = $taakgegeven#wijziging
* input[change].value[x] only Reference
* insert ToldByType(output)
* output contains result 0..*
* output[result].type = $taakgegeven#resultaat
* output[result].value[x] only Reference

Invariant: proposal-version
Description: "A proposal names the version that the proposer saw."
* severity = #error
* expression = "reference.exists() and reference.matches('/_history/[A-Za-z0-9.-]+$')"

Invariant: proposal-answered
Description: "A refusal has a reason, for who proposed."
* severity = #error
* expression = "status = 'rejected' implies statusReason.text.exists()"

Invariant: proposal-outcome
Description: "An accepted proposal says which version came of it."
* severity = #error
* expression = "status = 'accepted' implies output.where(type.coding.where(system = 'https://wijkverband.example/fhir/CodeSystem/taakgegeven' and code = 'resultaat').exists()).exists()"
