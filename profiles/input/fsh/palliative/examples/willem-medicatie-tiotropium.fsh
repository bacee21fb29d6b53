Instance: willem-medicatie-tiotropium
InstanceOf: WijkMedication
Usage: #example
Title: "Tiotropium"
Description: "In use."
* status = #active
* category = $sct#422979000
* medicationCodeableConcept.text = "tiotropium inhalatiepoeder 18 microgram"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* effectivePeriod.start = "2026-11-10"
* dateAsserted = "2026-11-18"
* informationSource = Reference(noor-verzonnen-wijkverpleegkundige) "Noor Verzonnen, wijkverpleegkundige"
* reasonCode.text = "COPD"
* note.text = "Mag stoppen als inhaleren niet meer lukt."
* dosage.text = "1 keer per dag 1 capsule inhaleren, in de ochtend"
* dosage.asNeededBoolean = false
