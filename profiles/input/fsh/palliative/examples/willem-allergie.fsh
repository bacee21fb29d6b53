Instance: willem-allergie
InstanceOf: WijkAllergy
Usage: #example
Title: "Amoxicilline"
Description: "A rash in 2015."
* clinicalStatus = $allergyclinical#active
* verificationStatus = $allergyverification#confirmed
* category = #medication
* code.text = "amoxicilline"
* patient = Reference(willem-voorbeeld) "Willem Voorbeeld"
* recordedDate = "2015-06-01"
* recorder = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* reaction.manifestation = $sct#271807003 "eruptie van huid"
* reaction.description = "Rode bulten over het hele lichaam, na twee dagen. Geen benauwdheid."
