Instance: willem-voorstel-morfine
InstanceOf: Proposal
Usage: #example
Title: "Voorstel: andere tijd"
Description: "Open: the nurse proposes on the medical part, the huisarts has yet to decide."
* contained = latere-avonddosis
* status = #requested
* intent = #proposal
* code = $taak#voorstel
* focus.reference = "MedicationRequest/willem-medicatieafspraak-morfine/_history/1"
* for = Reference(willem-voorbeeld) "Willem Voorbeeld"
* authoredOn = "2026-11-20T20:40:00+01:00"
* requester = Reference(noor-verzonnen-wijkverpleegkundige) "Noor Verzonnen, wijkverpleegkundige"
* owner = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* reasonCode.text = "Om 20 uur slaapt Willem vaak al. Om 22 uur is hij weer wakker en heeft hij pijn."
* restriction.period.end = "2026-12-04T20:40:00+01:00"
* input[change].type = $taakgegeven#wijziging
* input[change].valueReference.reference = "#latere-avonddosis"

// FHIRPath Patch: one operation.
Instance: latere-avonddosis
InstanceOf: Parameters
Usage: #inline
* parameter.name = "operation"
* parameter.part[0].name = "type"
* parameter.part[0].valueCode = #replace
* parameter.part[1].name = "path"
* parameter.part[1].valueString = "MedicationRequest.dosageInstruction[0].text"
* parameter.part[2].name = "value"
* parameter.part[2].valueString = "2 keer per dag 1 tablet, om 8 uur en om 22 uur"
