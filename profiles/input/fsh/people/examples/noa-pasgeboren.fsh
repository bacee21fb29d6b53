Instance: noa-pasgeboren
InstanceOf: WijkPatient
Usage: #example
Title: "Newborn without BSN"
* name.use = #official
* name.text = "Noa Voorbeeldkind"
* name.family = "Voorbeeldkind"
* name.given = "Noa"
* birthDate = "2026-11-19"
