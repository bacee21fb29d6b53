Instance: willem-interventie-houding
InstanceOf: NursingIntervention
Usage: #example
Title: "Rustig ademen"
Description: "In words: no code was at hand. His wife does it too."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-NursingIntervention")
* status = #active
* intent = #plan
* category[nursingIntervention] = $sct#9632001
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* partOf = Reference(willem-zorgplan)
* addresses = Reference(willem-benauwdheid)
* goal = Reference(willem-doel-klachten)
* author = Reference(noor-verzonnen-wijkverpleegkundige) "Noor Verzonnen, wijkverpleegkundige"
* activity.detail.status = #in-progress
* activity.detail.performer = Reference(riet-voorbeeld) "Riet Voorbeeld, echtgenote"
* activity.detail.description = "Bij benauwdheid: rechtop zetten, raam open, rustig mee ademen."
* note.text = "Riet kan dit goed. Zij belt de thuiszorg als het na een kwartier niet helpt."
