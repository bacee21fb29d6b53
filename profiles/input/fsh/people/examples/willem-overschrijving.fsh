Instance: willem-overschrijving
InstanceOf: TransferTask
Usage: #example
Title: "Willem verhuisde"
Description: "The former practice says that it is an error."
* status = #rejected
* statusReason.text = "Dit is een andere Willem."
* intent = #order
* code = $taak#overschrijving
* basedOn = Reference(huisartsteam-willem-vroeger)
* focus = Reference(huisartsteam-willem)
* for = Reference(willem-voorbeeld)
* description = "De patiënt koos voor Huisartsenpraktijk Voorbeeldstraat en staat daar sinds 2-5-2011 om 12:00 uur ingeschreven."
* authoredOn = "2011-05-02T12:00:00+02:00"
* requester = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* owner = Reference(praktijk-elders) "Huisartsenpraktijk Elders"
* restriction.period.end = "2011-05-16T12:00:00+02:00"
