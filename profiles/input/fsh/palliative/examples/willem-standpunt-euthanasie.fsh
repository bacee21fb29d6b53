Instance: willem-standpunt-euthanasie
InstanceOf: PositionEuthanasia
Usage: #example
Title: "Standpunt over euthanasie"
Description: "Doesn't want it."
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-PositionRegardingEuthanasia")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-PositionRegardingEuthanasia")
* insert FromTheConversation
* valueCodeableConcept = $sct#340201000146103 "wil geen euthanasie"
* note.text = "Willem wil geen euthanasie. Slapen tot het einde mag wel, als het lijden te zwaar wordt."
