Instance: willem-verklaring
InstanceOf: PatientStatement
Usage: #example
Title: "Wat Willem zelf wil zeggen"
Description: "Willem adds what he misses in the record."
* status = #completed
* category[statement] = $bericht#verklaring-patient "verklaring van de patiënt"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* sender = Reference(willem-voorbeeld) "Willem Voorbeeld"
* sent = "2026-11-20T10:00:00+01:00"
* payload.contentString = "Ik ben het niet eens met wat er over mijn roken staat. Ik ben in 1998 gestopt."
