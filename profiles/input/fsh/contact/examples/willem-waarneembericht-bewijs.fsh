Instance: willem-waarneembericht-bewijs
InstanceOf: ContactReceipt
Usage: #example
Title: "Bewijs van een waarneembericht"
Description: "The post sees that it was read, and not by whom."
* status = #completed
* intent = #order
* code = $taak#waarneembericht-verstuurd
* focus = Reference(willem-waarneembericht)
* for = Reference(willem-voorbeeld) "Willem Voorbeeld"
* authoredOn = "2026-11-21T03:21:10+01:00"
* requester.reference = "PractitionerRole/role-post-huisarts"
* requester.type = "PractitionerRole"
* requester.display = "N. Nacht, huisarts op de spoedpost"
