Instance: thuiszorg-proeftuin
InstanceOf: WijkOrganization
Usage: #example
Title: "Thuiszorg De Proeftuin"
Description: "Home care, day and night."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-HealthcareProvider-Organization")
* active = true
* identifier[ura].value = "00000103"
* type.coding[nationaal] = $orgtype#T2
* name = "Thuiszorg De Proeftuin"
* telecom[0].system = #phone
* telecom[0].value = "+31 00 000 00 20"
* telecom[0].use = #work
