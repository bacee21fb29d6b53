Instance: bas-verzonnen-huisarts
InstanceOf: WijkPractitionerRole
Usage: #example
Title: "Bas Verzonnen, huisarts"
Description: "The second GP of Willem, with his duty roster."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-HealthProfessional-PractitionerRole")
* active = true
* practitioner = Reference(bas-verzonnen) "Bas Verzonnen"
* organization = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* code.coding[rol] = $rol#huisarts
* specialty = $uzirol#01.015
* telecom[0].system = #phone
* telecom[0].value = "+31 00 000 00 12"
* telecom[0].use = #work
* availableTime[0].daysOfWeek[0] = #thu
* availableTime[0].daysOfWeek[1] = #fri
* availableTime[0].availableStartTime = "08:00:00"
* availableTime[0].availableEndTime = "17:00:00"
