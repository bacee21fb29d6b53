Instance: willem-spoedcontact
InstanceOf: ContactEncounter
Usage: #example
Title: "Visite van de spoedpost"
Description: "At home, at night."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-Encounter")
* status = #finished
* class = $v3actcode#HH "home health"
* type[spoedcontact] = $verslag#spoedcontact
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* participant[0].individual.display = "N. Nacht, huisarts op de spoedpost"
* period.start = "2026-11-21T02:40:00+01:00"
* period.end = "2026-11-21T03:15:00+01:00"
