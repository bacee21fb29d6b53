Instance: willem-zorg-riet
InstanceOf: CarePresent
Usage: #example
Title: "Zorg door Riet"
Description: "The wife."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-HelpFromOthers")
* status = #active
* intent = #plan
* category[helpFromOthers] = $sct#243114000
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* activity.detail.code = $sct#386229000
* activity.detail.status = #in-progress
* activity.detail.scheduledString = "altijd"
* activity.detail.performer = Reference(riet-voorbeeld) "Riet Voorbeeld, echtgenote"
* activity.detail.description = "Riet is dag en nacht bij Willem. Zij geeft de morfinedrank."
* note.text = "Riet is moe. Vraag haar hoe het gaat."
