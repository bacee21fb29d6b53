Instance: noa-pasgeboren
InstanceOf: WijkPatient
Usage: #example
Title: "Newborn without BSN"
* name.use = #official
* name.text = "Noa Voorbeeldkind"
* name.family = "Voorbeeldkind"
* name.given[0] = "Noa"
* name.given[0].extension[0].url = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier"
* name.given[0].extension[0].valueCode = #BR
* birthDate = "2026-11-19"
