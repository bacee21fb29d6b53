Instance: waarneming-modellaan
InstanceOf: WijkOrganizationAffiliation
Usage: #example
Title: "Standing cover"
Description: "Practice Modellaan covers practice Voorbeeldstraat in practice hours; there is no end."
* extension[includesAnw].valueBoolean = false
* active = true
* code.coding[verbinding].code = #waarneming
* organization = Reference(praktijk-modellaan) "Huisartsenpraktijk Modellaan"
* participatingOrganization = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* period.start = "2025-01-01"
