Instance: nacht-gelezen
InstanceOf: WijkAuditEvent
Usage: #example
Title: "The post fetched the handover"
Description: "At 03:00 the GP at the post fetched the handover of Willem, addressed to the post."
* type = $auditevent#rest
* subtype = $restful#operation
* action = #E
* recorded = "2026-11-22T03:00:07+01:00"
* outcome = #0
* agent[gebruiker].role = $rol#post-huisarts
* agent[gebruiker].who.identifier.system = $uzi
* agent[gebruiker].who.identifier.value = "999990011"
* agent[gebruiker].name = "Ida Denkbeeldig"
* agent[gebruiker].requestor = true
* agent[gebruiker].purposeOfUse = $v3purpose#TREAT
* agent[gebruiker].policy[0] = "https://wijkverband.example/policy#handover-post"
* agent[gebruiker].policy[+] = "https://wijkverband.example/basis#addressed"
* agent[organisatie].who = Reference(spoedpost-modelregio) "Huisartsenspoedpost Modelregio"
* agent[organisatie].requestor = false
* agent[programma].who.identifier.system = "https://wijkverband.example/clients"
* agent[programma].who.identifier.value = "spoedpost-his"
* agent[programma].requestor = false
* source.site = "wijkverband-1"
* source.observer.display = "Wijkverband"
* entity[patient].what = Reference(willem-voorbeeld)
* entity[gegeven][0].what = Reference(willem-overdracht-document)
* entity[gegeven][0].lifecycle = $lifecycle#6
* entity[grondslag][0].what = Reference(willem-publicatie)
* entity[zoekvraag].query = "X2NvdW50"
