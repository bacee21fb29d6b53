Instance: willem-medicatieafspraak-morfine
InstanceOf: WijkMedicationAgreement
Usage: #example
Title: "Afspraak: morfine"
Description: "What Eva prescribed."
* status = #active
* intent = #order
* category[medicationAgreement] = $sct#33633005
* medicationCodeableConcept.text = "morfine tablet met gereguleerde afgifte 10 mg"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* authoredOn = "2026-11-10T15:30:00+01:00"
* requester = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* reasonReference = Reference(willem-diagnose) "Longkanker"
* note.text = "Gestart omdat paracetamol niet genoeg hielp."
* dosageInstruction.text = "2 keer per dag 1 tablet, om 8 uur en om 20 uur"
