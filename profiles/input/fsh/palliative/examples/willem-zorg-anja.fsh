Instance: willem-zorg-anja
InstanceOf: CarePresent
Usage: #example
Title: "Zorg door Anja"
Description: "The daughter."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-HelpFromOthers")
* status = #active
* intent = #plan
* category[helpFromOthers] = $sct#243114000
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* activity.detail.code = $sct#386229000
* activity.detail.status = #in-progress
* activity.detail.scheduledString = "van vrijdagavond tot zondagavond"
* activity.detail.performer = Reference(anja-voorbeeld) "Anja Voorbeeld, dochter"
* activity.detail.description = "Anja slaapt in het weekend bij haar ouders, zodat Riet kan slapen."
