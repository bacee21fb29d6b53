Profile: PreferredPlaceOfDeath
Parent: Observation
Id: preferred-place-of-death
Title: "Gewenste plaats van overlijden"
Description: "Where the patient wants to die, if it can be chosen."
* insert CompliesWith("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-PreferredPlaceOfDeath")
* insert ConversationAnswer
* code = $sct#395091006
* value[x] only CodeableConcept
* valueCodeableConcept from PlaatsVanOverlijdenSet (extensible)
