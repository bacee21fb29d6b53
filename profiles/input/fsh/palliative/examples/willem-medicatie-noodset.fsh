Instance: willem-medicatie-noodset
InstanceOf: WijkMedication
Usage: #example
Title: "Doos met noodmedicijnen"
Description: "The just-in-case box: at home, to be opened by a professional."
* status = #active
* category = $sct#422979000
* medicationCodeableConcept.text = "doos met noodmedicijnen: morfine 10 mg/ml, midazolam 5 mg/ml en haloperidol 5 mg/ml, ampullen om te injecteren"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* effectivePeriod.start = "2026-11-10"
* dateAsserted = "2026-11-18"
* informationSource = Reference(noor-verzonnen-wijkverpleegkundige) "Noor Verzonnen, wijkverpleegkundige"
* reasonCode.text = "klachten in de laatste dagen"
* note.text = "De verzegelde doos staat in de kast in de slaapkamer. Naalden, spuiten en de magneet voor de ICD zitten erbij. Gecontroleerd op 18 november 2026."
* dosage.text = "Alleen door een arts of verpleegkundige, volgens het plan bij verwachte klachten"
* dosage.asNeededBoolean = true
