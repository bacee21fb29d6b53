Instance: willem-wisverzoek
InstanceOf: EraseRequest
Usage: #example
Title: "Verzoek om te wissen"
Description: "Riet asked for Willem to have his record erased; the huisarts refused with a ground."
* status = #rejected
* statusReason = $wisgrond#wettelijke-plicht "wettelijke plicht"
* statusReason.text = "Er loopt een klacht over deze behandeling. Het dossier moet daarom blijven tot die is behandeld."
* intent = #order
* code = $taak#wisverzoek
* for = Reference(willem-voorbeeld) "Willem Voorbeeld"
* authoredOn = "2026-11-20T10:00:00+01:00"
* requester = Reference(riet-voorbeeld) "Riet Voorbeeld, echtgenote"
* owner = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
