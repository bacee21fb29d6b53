Instance: willem-publicatie
InstanceOf: HandoverRequest
Usage: #example
Title: "Overdracht aan de spoedpost"
Description: "Addressed to the post of the region, to be looked at again within a week: he is terminal."
* status = #active
* intent = #order
* category[transferOfCare] = $sct#308292007
* code = $sct#11131000146102
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* occurrencePeriod.start = "2026-11-20T16:30:05+01:00"
* occurrencePeriod.end = "2026-11-27T16:30:05+01:00"
* authoredOn = "2026-11-20T16:30:05+01:00"
* requester = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* performer = Reference(spoedpost-modelregio) "Huisartsenspoedpost Modelregio"
* reasonCode.text = "Willem is terminaal. De spoedpost kan gebeld worden."
* supportingInfo = Reference(willem-overdracht-document)
