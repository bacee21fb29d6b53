Instance: willem-zorg-thuiszorg
InstanceOf: CarePresent
Usage: #example
Title: "Thuiszorg"
Description: "The home care organisation."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-HelpFromOthers")
* status = #active
* intent = #plan
* category[helpFromOthers] = $sct#243114000
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* activity.detail.code = $sct#60689008
* activity.detail.status = #in-progress
* activity.detail.scheduledString = "elke dag om 8 uur en om 20 uur"
* activity.detail.performer = Reference(thuiszorg-proeftuin) "Thuiszorg De Proeftuin"
* activity.detail.description = "Wassen, verzorgen en medicijnen klaarzetten. Buiten deze tijden komt het nachtteam, ook voor een injectie."
* note.text = "Nachtteam: bel +31 00 000 00 21, van 23 uur tot 7 uur."
