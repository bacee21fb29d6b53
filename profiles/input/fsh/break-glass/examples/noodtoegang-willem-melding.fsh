Instance: noodtoegang-willem-melding
InstanceOf: Notice
Usage: #example
Title: "Melding van noodtoegang"
Description: "What the own practice and the patient are told."
* status = #completed
* category[notice] = $bericht#melding
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* recipient = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* about[+] = Reference(noodtoegang-willem)
* about[+] = Reference(noodtoegang-willem-beoordelen)
* sent = "2026-11-21T03:00:00+01:00"
* payload.contentString = "Wil Proefneming (waarnemer) gebruikte noodtoegang op 21-11-2026 om 03:00 uur. Reden: spoed. Uitleg: Ernstige benauwdheid thuis, de familie belt."
