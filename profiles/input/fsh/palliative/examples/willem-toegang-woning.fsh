Instance: willem-toegang-woning
InstanceOf: HomeAccess
Usage: #example
Title: "Toegang tot de woning"
Description: "Key safe and dog; ends by itself. The code is invented, like all here."
* status = #active
* category[homeAccess] = $overdracht#toegang-woning
* code.text = "Sleutelkluisje links naast de voordeur, code 0000. Bel eerst aan. De hond Moos blaft, maar doet niets."
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* period.start = "2026-11-18"
* period.end = "2026-12-31"
* author = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
