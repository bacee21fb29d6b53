Instance: willem-medicatie-morfinedrank
InstanceOf: WijkMedication
Usage: #example
Title: "Morfinedrank"
Description: "In use."
* status = #active
* category = $sct#422979000
* medicationCodeableConcept.text = "morfine drank 2 mg/ml"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* effectivePeriod.start = "2026-11-10"
* dateAsserted = "2026-11-18"
* informationSource = Reference(noor-verzonnen-wijkverpleegkundige) "Noor Verzonnen, wijkverpleegkundige"
* reasonCode.text = "pijn of benauwdheid tussendoor"
* note.text = "Riet houdt op een lijst bij wanneer Willem dit neemt. De lijst ligt in de zorgmap."
* dosage.text = "Als het nodig is 2,5 ml (5 mg), hoogstens 6 keer per dag"
* dosage.asNeededBoolean = true
