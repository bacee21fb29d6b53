Instance: willem-opdracht-pijn
InstanceOf: TeamTask
Usage: #example
Title: "Opdracht: pijn bespreken"
Description: "Carried out under an agreement: the huisarts stays accountable."
* extension[accountable].valueReference = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* extension[agreement].valueReference.display = "Samenwerkingsafspraak verpleegkundig specialist en huisarts, 1 september 2026"
* basedOn = Reference(willem-zorgplan)
* status = #requested
* intent = #order
* code = $taak#opdracht
* description = "Met Willem bespreken of de morfine genoeg helpt, en zo nodig de dosis aanpassen."
* focus = Reference(willem-doel-klachten)
* for = Reference(willem-voorbeeld) "Willem Voorbeeld"
* encounter = Reference(willem-mdo) "Overleg, 20 november 2026"
* authoredOn = "2026-11-20T13:15:00+01:00"
* requester = Reference(noor-verzonnen-wijkverpleegkundige) "Noor Verzonnen, wijkverpleegkundige"
* owner = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* restriction.period.end = "2026-11-27"
