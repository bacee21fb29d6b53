Instance: willem-zingeving
InstanceOf: SenseOfPurpose
Usage: #example
Title: "Wat verder belangrijk is"
Description: "What else matters."
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-OtherImportantInformation")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-SenseOfPurpose")
* insert FromTheConversation
* valueString = "Op 6 december wordt zijn kleindochter vijf jaar. Willem hoopt daar nog bij te zijn. Hij maakt voor haar een boek met foto's."
