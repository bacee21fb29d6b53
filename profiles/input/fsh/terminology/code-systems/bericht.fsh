CodeSystem: Bericht
Id: bericht
Title: "Soorten berichten"
Description: "Wat voor bericht het is."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(melding, "melding", "De server vertelt een organisatie en de patiënt wat er is gebeurd.", "notice")
* insert Begrip(verklaring-patient, "verklaring van de patiënt", "De patiënt heeft iets toegevoegd aan het eigen dossier.", "statement of the patient")
* insert Begrip(toelichting-signaal, "toelichting bij een signaal", "De praktijk zegt wat er achter een signaal zit.", "explanation of a signal")
