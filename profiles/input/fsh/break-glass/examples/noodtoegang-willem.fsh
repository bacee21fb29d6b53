Instance: noodtoegang-willem
InstanceOf: BreakGlassGrant
Usage: #example
Title: "Noodtoegang"
Description: "A locum without cover that night comes in for half an hour."
* status = #in-progress
* intent = #order
* code = $taak#noodtoegang
* for = Reference(willem-voorbeeld) "Willem Voorbeeld"
* requester = Reference(wil-proefneming-waarnemer) "Wil Proefneming, waarnemer"
* authoredOn = "2026-11-21T03:00:00+01:00"
* reasonCode = $noodreden#spoed "spoed"
* reasonCode.text = "Ernstige benauwdheid thuis, de familie belt."
* restriction.period.start = "2026-11-21T03:00:00+01:00"
* restriction.period.end = "2026-11-21T03:30:00+01:00"
