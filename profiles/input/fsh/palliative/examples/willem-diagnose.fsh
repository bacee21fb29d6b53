Instance: willem-diagnose
InstanceOf: WijkCondition
Usage: #example
Title: "Longkanker"
Description: "Main diagnosis, in words: no code was at hand."
* clinicalStatus = $clinical#active
* verificationStatus.coding[0] = $verification#confirmed
* verificationStatus.coding[1] = $sct#410605003
* category = $sct#282291009
* code.text = "Longkanker rechts met uitzaaiingen in lever en botten"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* onsetDateTime = "2026-02"
* recordedDate = "2026-11-18"
* recorder = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* note.text = "Geen behandeling meer sinds september 2026. Pijn in de rug en rechts in de borst."
