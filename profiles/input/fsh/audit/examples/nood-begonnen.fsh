Instance: nood-begonnen
InstanceOf: WijkAuditEvent
Usage: #example
Title: "Emergency access began"
Description: "A district nurse in training under supervision asked for emergency access to the record of Willem: a security alert, with the emergency override as its subtype."
* type = $dcm#110113
* subtype[0] = $restful#operation
* subtype[+] = $dcm#110127
* action = #E
* recorded = "2026-11-22T03:10:00+01:00"
* outcome = #0
* purposeOfEvent = $v3purpose#BTG
* agent[gebruiker].role = $rol#wijkverpleegkundige
* agent[gebruiker].who.identifier.value = "w-17"
* agent[gebruiker].name = "Noor Verzonnen"
* agent[gebruiker].requestor = true
* agent[gebruiker].purposeOfUse = $v3purpose#BTG
* agent[verantwoordelijke].who = Reference(eva-fictief-huisarts)
* agent[verantwoordelijke].requestor = false
* agent[organisatie].who.identifier.system = $ura
* agent[organisatie].who.identifier.value = "00000104"
* agent[organisatie].requestor = false
* agent[programma].who.identifier.value = "thuiszorg-ecd"
* agent[programma].requestor = false
* source.site = "wijkverband-1"
* source.observer.display = "Wijkverband"
* entity[patient].what = Reference(willem-voorbeeld)
