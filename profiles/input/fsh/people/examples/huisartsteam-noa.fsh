Instance: huisartsteam-noa
InstanceOf: Huisartsteam
Usage: #example
Title: "Registration of a newborn"
Description: "No BSN yet; the practice knows her by name and birth date."
* status = #active
* extension[registrationKind].valueCode = #pasgeborene
* category.coding[team].code = #huisartsteam
* subject = Reference(noa-pasgeboren) "Noa Voorbeeldkind"
* period.start = "2026-11-20T11:00:00+01:00"
* managingOrganization = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* participant[0].role.coding[teamrol].code = #vaste-huisarts
* participant[0].member = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* participant[0].period.start = "2026-11-20T11:00:00+01:00"
