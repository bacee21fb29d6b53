Instance: willem-wensen
InstanceOf: CareWishes
Usage: #example
Title: "Wensen over de zorg"
Description: "What carers must know."
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-SpecificCareWishes")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-SpecificCareWishes")
* insert FromTheConversation
* valueString = "Willem hoort slecht met zijn rechteroor. Praat langzaam en ga links van hem zitten. Hij wil zelf horen wat er aan de hand is. Zijn hond Moos mag altijd bij hem blijven. Willem is niet gelovig. Wat er na zijn dood gebeurt, bespreekt u met Riet."
* method = $sct#370819000
