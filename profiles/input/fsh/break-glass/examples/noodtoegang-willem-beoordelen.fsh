Instance: noodtoegang-willem-beoordelen
InstanceOf: BreakGlassReview
Usage: #example
Title: "Beoordeling van noodtoegang"
Description: "The own practice found that it was needed."
* status = #completed
* intent = #order
* code = $taak#noodtoegang-beoordelen
* focus = Reference(noodtoegang-willem)
* for = Reference(willem-voorbeeld) "Willem Voorbeeld"
* requester = Reference(wil-proefneming-waarnemer) "Wil Proefneming, waarnemer"
* owner = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* authoredOn = "2026-11-21T03:00:00+01:00"
* reasonCode = $noodreden#spoed "spoed"
* reasonCode.text = "Ernstige benauwdheid thuis, de familie belt."
* restriction.period.start = "2026-11-21"
* restriction.period.end = "2026-11-27"
* businessStatus = $oordeel#justified "nodig"
* statusReason.text = "De overdracht was nog niet gepubliceerd."
* input[+].type = $taakgegeven#noodtoegang-negentig-dagen
* input[=].valueInteger = 1
* input[+].type = $taakgegeven#bezwaar
* input[=].valueBoolean = false
