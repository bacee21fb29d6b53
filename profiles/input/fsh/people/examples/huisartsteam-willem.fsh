Instance: huisartsteam-willem
InstanceOf: Huisartsteam
Usage: #example
Title: "Registration of Willem"
Description: "One practice, two regular GPs, and a locum until a stated moment who is there at night too."
* status = #active
* category.coding[team].code = #huisartsteam
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* period.start = "2011-05-02"
* managingOrganization = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* participant[0].role.coding[teamrol].code = #vaste-huisarts
* participant[0].member = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* participant[0].period.start = "2011-05-02"
* participant[1].role.coding[teamrol].code = #vaste-tweede-huisarts
* participant[1].member = Reference(bas-verzonnen-huisarts) "Bas Verzonnen, huisarts"
* participant[1].period.start = "2019-09-01"
* participant[2].extension[includesAnw].valueBoolean = true
* participant[2].role.coding[teamrol].code = #waarnemer
* participant[2].member = Reference(wil-proefneming-waarnemer) "Wil Proefneming, waarnemer"
* participant[2].period.start = "2026-12-21T08:00:00+01:00"
* participant[2].period.end = "2026-12-24T17:00:00+01:00"
