Instance: dana-leerling-anios
InstanceOf: WijkPractitionerRole
Usage: #example
Title: "Dana Leerling, anios"
Description: "Works under a huisarts of the practice, named in the directory."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-HealthProfessional-PractitionerRole")
* active = true
* extension[supervisor].valueReference = Reference(bas-verzonnen-huisarts) "Bas Verzonnen, huisarts"
* practitioner = Reference(dana-leerling) "Dana Leerling"
* organization = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* code.coding[rol] = $rol#anios
