Instance: willem-toedieningsafspraak-morfine
InstanceOf: MedicationDispense
Usage: #example
Title: "Toedieningsafspraak: morfine"
Description: "What the pharmacist and Willem agreed on how the tablets are packed and taken (MP9 toedieningsafspraak)."
* status = #in-progress
* category = $sct#422037009
* medicationCodeableConcept.text = "morfine tablet met gereguleerde afgifte 10 mg"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* performer.actor = Reference(apotheek-voorbeeldplein) "Apotheek Voorbeeldplein"
* authorizingPrescription = Reference(willem-medicatieafspraak-morfine) "Afspraak: morfine"
* dosageInstruction.text = "2 keer per dag 1 tablet uit de medicijnrol, om 8 uur en om 20 uur"
* note.text = "In de medicijnrol vanaf 23 november 2026. Morfinedrank blijft los in de koelkast."
