Extension: OwnerKind
Id: owner-kind
Title: "Van wie de praktijk is"
Description: "What the owner of a practice is. Without it the owner is unknown."
Context: Organization
* value[x] only CodeableConcept
* value[x] 1..1
* value[x] from EigenaarSet (required)
