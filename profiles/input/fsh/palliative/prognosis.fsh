Profile: Prognosis
Parent: Observation
Id: prognosis
Title: "Prognose"
Description: "What the doctor expects, in words: days, weeks or months, and what is likely to happen."
* subject 1..1
* subject only Reference(Patient)
* effective[x] 1..1
* effective[x] only dateTime
* performer 1..*
* code = $overdracht#prognose
* value[x] 1..1
* value[x] only string
