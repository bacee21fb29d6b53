Instance: wijkteam-willem
InstanceOf: Wijkteam
Usage: #example
Title: "Team around Willem"
Description: "Organisations with a function, and his wife, whom he calls first."
* status = #active
* category.coding[team].code = #wijkteam
* name = "Team rond Willem Voorbeeld"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* participant[0].role.coding[rol].code = #huisarts
* participant[0].member = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* participant[0].period.start = "2026-11-10"
* participant[1].extension[contactPerson].valueReference = Reference(noor-verzonnen-wijkverpleegkundige) "Noor Verzonnen, wijkverpleegkundige"
* participant[1].role.coding[rol].code = #wijkverpleegkundige
* participant[1].role.coding[teamrol].code = #coordinator
* participant[1].member = Reference(thuiszorg-proeftuin) "Thuiszorg De Proeftuin"
* participant[1].period.start = "2026-11-10"
* participant[2].role.coding[rol].code = #mantelzorger
* participant[2].role.coding[teamrol].code = #eerste-aanspreekpunt
* participant[2].member = Reference(riet-voorbeeld) "Riet Voorbeeld"
* participant[2].period.start = "2026-11-10"
* participant[3].role.coding[rol].code = #sociaal-werker
* participant[3].member = Reference(sanne-bedacht-sociaal-werker) "Sanne Bedacht, sociaal werker"
* participant[3].period.start = "2026-11-12"
* participant[4].role.coding[rol].code = #apotheker
* participant[4].member = Reference(apotheek-voorbeeldplein) "Apotheek Voorbeeldplein"
* participant[4].period.start = "2026-11-13"
