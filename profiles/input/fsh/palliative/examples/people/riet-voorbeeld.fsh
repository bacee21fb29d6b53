Instance: riet-voorbeeld
InstanceOf: WijkRelatedPerson
Usage: #example
Title: "Riet Voorbeeld"
Description: "Wife of Willem: first contact, and the one who decides if he no longer can."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-ContactPerson")
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-ContactPerson")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-ContactPerson")
* active = true
* patient = Reference(willem-voorbeeld) "Willem Voorbeeld"
* relationship[0] = $vektis472#01 "Eerste relatie/contactpersoon"
* relationship[1] = $vektis472#24 "Wettelijke vertegenwoordiger"
* relationship[2] = $contactrol#100001 "Mantelzorger"
* relationship[3] = $v3role#WIFE "wife"
* relationship[4].coding = http://snomed.info/sct#310141000146103
* relationship[4].text = "schriftelijk gemachtigd"
* insert OfficialName("Riet", "Voorbeeld", "Riet Voorbeeld")
* telecom[0].system = #phone
* telecom[0].value = "+31 00 000 00 02"
* telecom[0].use = #mobile
