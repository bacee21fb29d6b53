Extension: Urgency
Id: urgency
Title: "Urgentie"
Description: "How urgent the out-of-hours post found the contact: U0 to U5."
Context: Composition
* value[x] only CodeableConcept
* value[x] 1..1
* value[x] from UrgentieSet (required)
