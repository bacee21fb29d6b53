Instance: willem-voorstel-thuis
InstanceOf: Proposal
Usage: #example
Title: "Voorstel: een doel erbij"
Description: "Accepted: something new for the plan, contained as a whole."
* contained = thuis-blijven
* status = #accepted
* intent = #proposal
* code = $taak#voorstel-zorgplan
* focus.reference = "CarePlan/willem-zorgplan/_history/1"
* for = Reference(willem-voorbeeld) "Willem Voorbeeld"
* authoredOn = "2026-11-11T08:50:00+01:00"
* requester = Reference(noor-verzonnen-wijkverpleegkundige) "Noor Verzonnen, wijkverpleegkundige"
* owner = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* reasonCode.text = "Willem zei tijdens het wassen dat hij thuis wil blijven, wat er ook gebeurt."
* restriction.period.end = "2026-11-25T08:50:00+01:00"
* input[change].type = $taakgegeven#wijziging
* input[change].valueReference.reference = "#thuis-blijven"
* output[result].type = $taakgegeven#resultaat
* output[result].valueReference.reference = "Goal/willem-doel-thuis/_history/1"

// What is contained has no label: the server gives it one when it is accepted.
Instance: thuis-blijven
InstanceOf: WijkGoal
Usage: #inline
* lifecycleStatus = #active
* category.coding[doel].code = #gedeeld-doel
* description.text = "Willem blijft thuis wonen en overlijdt thuis."
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* startDate = "2026-11-12"
* expressedBy = Reference(willem-voorbeeld) "Willem Voorbeeld"
