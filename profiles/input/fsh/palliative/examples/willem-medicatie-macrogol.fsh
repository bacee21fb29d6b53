Instance: willem-medicatie-macrogol
InstanceOf: WijkMedication
Usage: #example
Title: "Macrogol"
Description: "In use."
* status = #active
* category = $sct#422979000
* medicationCodeableConcept.text = "macrogol met zouten, poeder voor drank"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* effectivePeriod.start = "2026-11-10"
* dateAsserted = "2026-11-18"
* informationSource = Reference(noor-verzonnen-wijkverpleegkundige) "Noor Verzonnen, wijkverpleegkundige"
* reasonCode.text = "verstopping voorkomen"
* note.text = "Nodig omdat morfine de darmen traag maakt."
* dosage.text = "1 keer per dag 1 zakje, zolang Willem nog drinkt"
* dosage.asNeededBoolean = false
