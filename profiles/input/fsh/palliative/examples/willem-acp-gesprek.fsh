Instance: willem-acp-gesprek
InstanceOf: AcpProcedure
Usage: #example
Title: "Gesprek over de laatste levensfase"
Description: "The conversation of 10 November."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-Procedure-event")
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-Procedure")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-Procedure")
* status = #completed
* code = $sct#713603004 "advance care planning"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* encounter = Reference(willem-acp-contact) "Huisbezoek, 10 november 2026"
* performedPeriod.start = "2026-11-10T14:00:00+01:00"
* performedPeriod.end = "2026-11-10T15:10:00+01:00"
* performer[0].actor = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* performer[1].actor = Reference(riet-voorbeeld) "Riet Voorbeeld, echtgenote"
