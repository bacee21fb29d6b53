Profile: TwoSignatures
Parent: Provenance
Id: two-signatures
Title: "Twee handtekeningen"
Description: "What an accepted proposal leaves: which version came of it, who proposed it, who accepted it, and the proposal. Only $decide makes one."
* target obeys two-signatures
* target ^definition = "The new version, never the resource in general: a later version has other signatures."
* agent.type 1..1
* agent ^slicing.discriminator.type = #pattern
* agent ^slicing.discriminator.path = "type"
* agent ^slicing.rules = #open
* agent contains author 1..1 and verifier 1..1
* agent[author].type = $provenancepart#author
* agent[author].who only Reference(PractitionerRole or RelatedPerson or Patient)
* agent[author] ^definition = "Who proposed."
* agent[verifier].type = $provenancepart#verifier
* agent[verifier].who only Reference(PractitionerRole)
* agent[verifier] ^definition = "Who accepted."
* entity 1..1
* entity.role = #source
* entity.what only Reference(Task)
* entity.what ^definition = "The proposal."

Invariant: two-signatures
Description: "What was signed is one version."
* severity = #error
* expression = "reference.exists() and reference.matches('/_history/[A-Za-z0-9.-]+$')"
