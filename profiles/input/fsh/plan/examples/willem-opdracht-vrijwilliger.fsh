Instance: willem-opdracht-vrijwilliger
InstanceOf: TeamTask
Usage: #example
Title: "Opdracht: vrijwilliger"
Description: "Agreed in the meeting; the social worker does it herself."
* extension[accountable].valueReference = Reference(sociaal-team-voorbeeldstad) "Sociaal team Voorbeeldstad"
* basedOn = Reference(willem-zorgplan)
* status = #accepted
* intent = #order
* code = $taak#opdracht
* description = "Een vrijwilliger zoeken die twee middagen per week bij Willem blijft."
* focus = Reference(willem-doel-riet)
* for = Reference(willem-voorbeeld) "Willem Voorbeeld"
* encounter = Reference(willem-mdo) "Overleg, 20 november 2026"
* authoredOn = "2026-11-20T13:15:00+01:00"
* requester = Reference(noor-verzonnen-wijkverpleegkundige) "Noor Verzonnen, wijkverpleegkundige"
* owner = Reference(sanne-bedacht-sociaal-werker) "Sanne Bedacht, sociaal werker"
* restriction.period.end = "2026-12-01"
