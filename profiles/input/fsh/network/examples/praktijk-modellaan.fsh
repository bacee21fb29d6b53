Instance: praktijk-modellaan
InstanceOf: WijkOrganization
Usage: #example
Title: "Huisartsenpraktijk Modellaan"
Description: "The practice in the same hagro."
* active = true
* identifier[ura].value = "00000106"
* type.coding[nationaal] = $orgtype#Z3
* name = "Huisartsenpraktijk Modellaan"
* telecom[0].system = #phone
* telecom[0].value = "+31 00 000 00 15"
* telecom[0].use = #work
