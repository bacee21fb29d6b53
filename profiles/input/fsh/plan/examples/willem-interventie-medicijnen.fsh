Instance: willem-interventie-medicijnen
InstanceOf: NursingIntervention
Usage: #example
Title: "Medicijnen geven"
Description: "With a code of the national list."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-NursingIntervention")
* status = #active
* intent = #plan
* category[nursingIntervention] = $sct#9632001
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* partOf = Reference(willem-zorgplan)
* addresses = Reference(willem-diagnose) "Longkanker"
* goal = Reference(willem-doel-klachten)
* author = Reference(noor-verzonnen-wijkverpleegkundige) "Noor Verzonnen, wijkverpleegkundige"
* activity.detail.code = $sct#18629005
* activity.detail.code.text = "medicijnen toedienen"
* activity.detail.status = #in-progress
* activity.detail.scheduledString = "elke dag om 8 uur en om 20 uur"
* activity.detail.performer = Reference(noor-verzonnen-wijkverpleegkundige) "Noor Verzonnen, wijkverpleegkundige"
* activity.detail.description = "Morfine geven en vragen of Willem pijn heeft. Opschrijven hoeveel keer hij morfinedrank nam."
