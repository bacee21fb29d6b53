Instance: willem-copd
InstanceOf: WijkCondition
Usage: #example
Title: "COPD"
Description: "A second disease that matters at night."
* clinicalStatus = $clinical#active
* verificationStatus.coding[0] = $verification#confirmed
* verificationStatus.coding[1] = $sct#410605003
* category = $sct#404684003
* code.text = "COPD, ernstig"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* onsetDateTime = "2011"
* recordedDate = "2026-11-18"
* recorder = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* note.text = "Was al snel benauwd. Een beetje zuurstof helpt Willem niet; een ventilator en rustig praten wel."
