Instance: willem-prognose
InstanceOf: Prognosis
Usage: #example
Title: "Prognose"
Description: "Days to a few weeks."
* status = #final
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* effectiveDateTime = "2026-11-18"
* performer = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* valueString = "Dagen tot enkele weken. Willem en Riet weten dit. Willem slaapt veel, eet bijna niet en drinkt kleine slokjes."
