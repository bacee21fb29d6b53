Instance: geen-allergie-bekend
InstanceOf: WijkAllergy
Usage: #example
Title: "Geen allergie bekend"
Description: "That there is none, said in a code."
* clinicalStatus = $allergyclinical#active
* code = $sct#716186003
* code.text = "geen allergie bekend"
* patient = Reference(Patient/een-ander) "Iemand anders"
* recordedDate = "2026-11-10"
