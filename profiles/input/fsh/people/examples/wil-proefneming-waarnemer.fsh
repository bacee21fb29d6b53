Instance: wil-proefneming-waarnemer
InstanceOf: WijkPractitionerRole
Usage: #example
Title: "Wil Proefneming, waarnemer"
Description: "Takes over from Eva during her leave."
* active = true
* practitioner = Reference(wil-proefneming) "Wil Proefneming"
* organization = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* code.coding[rol] = $rol#waarnemer
* specialty = $uzirol#01.015
* telecom[0].system = #phone
* telecom[0].value = "+31 00 000 00 13"
* telecom[0].use = #mobile
