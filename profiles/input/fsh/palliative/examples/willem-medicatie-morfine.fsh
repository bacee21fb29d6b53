Instance: willem-medicatie-morfine
InstanceOf: WijkMedication
Usage: #example
Title: "Morfine"
Description: "In use."
* status = #active
* category = $sct#422979000
* medicationCodeableConcept.text = "morfine tablet met gereguleerde afgifte 10 mg"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* effectivePeriod.start = "2026-11-10"
* dateAsserted = "2026-11-18"
* informationSource = Reference(noor-verzonnen-wijkverpleegkundige) "Noor Verzonnen, wijkverpleegkundige"
* reasonCode.text = "pijn en benauwdheid"
* note.text = "Kan Willem niet meer slikken? Kijk dan bij het plan voor pijn."
* dosage.text = "2 keer per dag 1 tablet, om 8 uur en om 20 uur"
* dosage.asNeededBoolean = false
