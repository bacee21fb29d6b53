Profile: PositionEuthanasia
Parent: Observation
Id: position-euthanasia
Title: "Standpunt over euthanasie"
Description: "How the patient thinks about euthanasia. Nuances go in a note: the code alone says too little at a bedside."
* insert CompliesWith("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-PositionRegardingEuthanasia")
* insert ConversationAnswer
* code = $sct#340171000146104
* value[x] only CodeableConcept
* valueCodeableConcept from StandpuntEuthanasieSet (required)
