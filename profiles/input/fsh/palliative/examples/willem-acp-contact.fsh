Instance: willem-acp-contact
InstanceOf: AcpEncounter
Usage: #example
Title: "Huisbezoek"
Description: "Eva visited; Willem, Riet and Anja were there."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-Encounter")
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-Encounter")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-Encounter")
* status = #finished
* class = $v3actcode#HH "home health"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* participant[0].individual = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* participant[1].individual = Reference(riet-voorbeeld) "Riet Voorbeeld, echtgenote"
* participant[2].individual = Reference(anja-voorbeeld) "Anja Voorbeeld, dochter"
* period.start = "2026-11-10T14:00:00+01:00"
* period.end = "2026-11-10T15:10:00+01:00"
* reasonReference = Reference(willem-acp-gesprek) "Gesprek over de laatste levensfase"
