Instance: willem-donorregistratie
InstanceOf: OrganDonation
Usage: #example
Title: "Donorregister"
Description: "Is registered, by his own word."
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-OrganDonationChoiceRegistration")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-OrganDonationChoiceRegistration")
* insert FromTheConversation
* valueCodeableConcept = $sct#373066001 "ja"
* method = $sct#1156040003
