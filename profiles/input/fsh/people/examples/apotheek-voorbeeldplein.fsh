Instance: apotheek-voorbeeldplein
InstanceOf: WijkOrganization
Usage: #example
Title: "Apotheek Voorbeeldplein"
Description: "The pharmacy of the neighbourhood, known by its AGB code as well."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-HealthcareProvider-Organization")
* active = true
* identifier[ura].value = "00000105"
* identifier[agb].value = "02999901"
* type.coding[nationaal] = $orgtype#J8
* name = "Apotheek Voorbeeldplein"
