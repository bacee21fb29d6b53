Instance: willem-plaats-van-overlijden
InstanceOf: PreferredPlaceOfDeath
Usage: #example
Title: "Sterven: thuis"
Description: "At home."
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-PreferredPlaceOfDeath")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-PreferredPlaceOfDeath")
* insert FromTheConversation
* valueCodeableConcept = $sct#264362003 "thuis"
* note.text = "Thuis, in de kamer aan de tuin. Wordt het voor Riet te zwaar, dan mag het ook in het hospice."
