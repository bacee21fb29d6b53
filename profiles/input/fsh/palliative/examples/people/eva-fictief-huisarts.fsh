Instance: eva-fictief-huisarts
InstanceOf: WijkPractitionerRole
Usage: #example
Title: "Eva Fictief, huisarts"
Description: "The GP who knows Willem and attests his handover."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-HealthProfessional-PractitionerRole")
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-HealthProfessional-PractitionerRole")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-HealthProfessional-PractitionerRole")
* active = true
* practitioner = Reference(eva-fictief) "Eva Fictief"
* organization = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* code.coding[rol] = $rol#huisarts
* specialty = $uzirol#01.015
* telecom[0].system = #phone
* telecom[0].value = "+31 00 000 00 10"
* telecom[0].use = #work
