Instance: willem-opdracht-medicijnrol
InstanceOf: TeamTask
Usage: #example
Title: "Opdracht: medicijnrol"
Description: "Agreed in the meeting; the pharmacy is busy with it."
* extension[accountable].valueReference = Reference(apotheek-voorbeeldplein) "Apotheek Voorbeeldplein"
* basedOn = Reference(willem-zorgplan)
* status = #in-progress
* intent = #order
* code = $taak#opdracht
* description = "Alle tabletten van Willem in een medicijnrol doen, per dag en per tijdstip."
* focus = Reference(willem-doel-klachten)
* for = Reference(willem-voorbeeld) "Willem Voorbeeld"
* encounter = Reference(willem-mdo) "Overleg, 20 november 2026"
* authoredOn = "2026-11-20T13:15:00+01:00"
* requester = Reference(noor-verzonnen-wijkverpleegkundige) "Noor Verzonnen, wijkverpleegkundige"
* owner = Reference(apotheek-voorbeeldplein) "Apotheek Voorbeeldplein"
* restriction.period.end = "2026-11-24"
