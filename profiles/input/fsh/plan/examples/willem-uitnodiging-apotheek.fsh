Instance: willem-uitnodiging-apotheek
InstanceOf: Invitation
Usage: #example
Title: "Uitnodiging van de apotheek"
Description: "Accepted: the pharmacy takes part."
* status = #accepted
* intent = #order
* code = $taak#uitnodiging
* focus = Reference(willem-zorgplan)
* for = Reference(willem-voorbeeld) "Willem Voorbeeld"
* authoredOn = "2026-11-13T09:00:00+01:00"
* requester = Reference(noor-verzonnen-wijkverpleegkundige) "Noor Verzonnen, wijkverpleegkundige"
* owner = Reference(apotheek-voorbeeldplein) "Apotheek Voorbeeldplein"
* input[function].type = $taakgegeven#functie
* input[function].valueCodeableConcept = $rol#apotheker
