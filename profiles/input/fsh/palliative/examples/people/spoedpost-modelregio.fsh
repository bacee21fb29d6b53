Instance: spoedpost-modelregio
InstanceOf: WijkOrganization
Usage: #example
Title: "Huisartsenspoedpost Modelregio"
Description: "The out-of-hours post that is addressed."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-HealthcareProvider-Organization")
* active = true
* identifier[ura].value = "00000102"
* type.coding[nationaal] = $orgtype#N6
* name = "Huisartsenspoedpost Modelregio"
* telecom[0].system = #phone
* telecom[0].value = "+31 00 000 00 30"
* telecom[0].use = #work
