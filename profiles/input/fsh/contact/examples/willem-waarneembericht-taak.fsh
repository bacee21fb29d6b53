Instance: willem-waarneembericht-taak
InstanceOf: ContactTask
Usage: #example
Title: "Waarneembericht in de inbox"
Description: "Read by the own huisarts; the limit in it became a proposal."
* status = #completed
* intent = #order
* priority = #asap
* code = $taak#waarneembericht
* description = "U2. Zijn vrouw belt: Willem is erg benauwd en bang."
* focus = Reference(willem-waarneembericht)
* for = Reference(willem-voorbeeld) "Willem Voorbeeld"
* authoredOn = "2026-11-21T03:21:10+01:00"
* executionPeriod.end = "2026-11-23T08:20:00+01:00"
* requester.reference = "PractitionerRole/role-post-huisarts"
* requester.type = "PractitionerRole"
* requester.display = "N. Nacht, huisarts op de spoedpost"
* owner = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* restriction.period.end = "2026-11-23T12:00:00+01:00"
* input[urgency].type = $taakgegeven#urgentie
* input[urgency].valueCodeableConcept = $urgentie#U2
* input[person].type = $taakgegeven#voor-persoon
* input[person].valueReference = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* output[proposal][0].type = $taakgegeven#voorstel
* output[proposal][0].valueReference.reference = "Task/willem-voorstel-morfine"
* output[1].type = $taakgegeven#gelezen-door
* output[1].valueReference = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
