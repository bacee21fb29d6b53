Instance: anja-voorbeeld
InstanceOf: WijkRelatedPerson
Usage: #example
Title: "Anja Voorbeeld"
Description: "Daughter of Willem: second contact, sleeps over at weekends."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-ContactPerson")
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-ContactPerson")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-ContactPerson")
* active = true
* patient = Reference(willem-voorbeeld) "Willem Voorbeeld"
* relationship[0] = $vektis472#02 "Tweede relatie/contactpersoon"
* relationship[1] = $v3role#DAUC "daughter"
* insert OfficialName("Anja", "Voorbeeld", "Anja Voorbeeld")
* telecom[0].system = #phone
* telecom[0].value = "+31 00 000 00 03"
* telecom[0].use = #mobile
