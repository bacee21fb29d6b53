Profile: SenseOfPurpose
Parent: Observation
Id: sense-of-purpose
Title: "Wat verder belangrijk is"
Description: "What else the patient finds important. PZP keeps it under the SNOMED concept for sense of purpose."
* insert CompliesWith("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-OtherImportantInformation")
* insert ConversationAnswer
* code = $sct#247751003
* value[x] only string
