Instance: willem-benauwdheid
InstanceOf: WijkCondition
Usage: #example
Title: "Benauwdheid"
Description: "A complaint with a SNOMED CT code of a national list: complies with nl-core-Problem."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-Problem")
* clinicalStatus = $clinical#active
* verificationStatus.coding[0] = $verification#confirmed
* verificationStatus.coding[1] = $sct#410605003
* category = $sct#409586006
* code = $sct#267036007 "dyspneu"
* code.text = "Benauwdheid, ook in rust"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* onsetDateTime = "2026-11"
* recordedDate = "2026-11-18"
* recorder = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* note.text = "Erger in de nacht. Willem wordt dan bang."
