Instance: willem-mdo
InstanceOf: MdoEncounter
Usage: #example
Title: "Overleg over Willem"
Description: "At his home; his wife was there."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-Encounter")
* status = #finished
* class = $v3actcode#HH "home health"
* type[mdo] = $verslag#mdo
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* participant[0].individual = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* participant[1].individual = Reference(noor-verzonnen-wijkverpleegkundige) "Noor Verzonnen, wijkverpleegkundige"
* participant[2].individual = Reference(sanne-bedacht-sociaal-werker) "Sanne Bedacht, sociaal werker"
* participant[3].individual = Reference(riet-voorbeeld) "Riet Voorbeeld, echtgenote"
* period.start = "2026-11-20T12:30:00+01:00"
* period.end = "2026-11-20T13:10:00+01:00"
