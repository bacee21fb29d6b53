Instance: praktijk-modellaan
InstanceOf: WijkOrganization
Usage: #example
Title: "Huisartsenpraktijk Modellaan"
Description: "The practice in the same hagro."
* extension[ownerKind].valueCodeableConcept = $eigenaar#huisarts "huisarts"
* extension[declared].extension[clear].valueBoolean = true
* extension[declared].extension[on].valueDate = "2026-10-01"
* extension[declared].extension[text].valueString = "Maatschap van twee huisartsen, die samen de praktijk leiden."
* active = true
* identifier[ura].value = "00000106"
* type.coding[nationaal] = $orgtype#Z3
* name = "Huisartsenpraktijk Modellaan"
* telecom[0].system = #phone
* telecom[0].value = "+31 00 000 00 15"
* telecom[0].use = #work
