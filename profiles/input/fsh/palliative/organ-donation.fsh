Profile: OrganDonation
Parent: Observation
Id: organ-donation
Title: "Donorregistratie"
Description: "Whether the patient says to be in the donor register, and with what choice."
* insert CompliesWith("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-OrganDonationChoiceRegistration")
* insert ConversationAnswer
* obeys donation-method
* code = $sct#570801000146104
* value[x] only CodeableConcept
* valueCodeableConcept from JaNeeOnbekendSet (required)
* method = $sct#1156040003

Invariant: donation-method
Description: "The choice should be marked as self reported: nobody looked in the register (PZP 1.0.0)."
* severity = #warning
* expression = "method.exists()"
