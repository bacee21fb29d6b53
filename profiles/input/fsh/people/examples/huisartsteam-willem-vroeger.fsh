Instance: huisartsteam-willem-vroeger
InstanceOf: Huisartsteam
Usage: #example
Title: "Former registration of Willem"
Description: "He moved in with his daughter once. The practice of then reads its own history until the date."
* status = #inactive
* extension[chosenOn].valueDate = "2009-03-16"
* extension[identifiedBy].valueString = "paspoort, aan de balie"
* extension[recordUntil].valueDateTime = "2012-05-01T12:00:00+02:00"
* category.coding[team].code = #huisartsteam
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* period.start = "2009-03-16"
* period.end = "2011-05-02"
* managingOrganization = Reference(praktijk-elders) "Huisartsenpraktijk Elders"
