Instance: praktijk-voorbeeldstraat
InstanceOf: WijkOrganization
Usage: #example
Title: "Huisartsenpraktijk Voorbeeldstraat"
Description: "The practice where Willem is registered."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-HealthcareProvider-Organization")
* active = true
* identifier[ura].value = "00000101"
* type.coding[nationaal] = $orgtype#Z3
* name = "Huisartsenpraktijk Voorbeeldstraat"
* telecom[0].system = #phone
* telecom[0].value = "+31 00 000 00 11"
* telecom[0].use = #work
