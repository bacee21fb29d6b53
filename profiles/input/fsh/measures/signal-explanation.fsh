Profile: SignalExplanation
Parent: Communication
Id: signal-explanation
Title: "Toelichting bij een signaal"
Description: "What a practice says of a continuity signal of its own, in plain Dutch and about no patient. It stands with the report until its date; the newest goes first and none is changed. Only $explain-signal writes it."
* status = #completed
* insert OneCategory(explanation, $bericht#toelichting-signaal)
* subject 0..0
* topic 1..1
* topic from SignaalSet (required)
* sender 1..1
* sender only Reference(Organization)
* sent 1..1
* payload 1..1
* payload.content[x] only string
* extension contains ExplainsUntil named explainsUntil 0..1

Extension: ExplainsUntil
Id: explains-until
Title: "Geldt tot en met"
Description: "The last day on which the explanation stands with the report."
Context: Communication
* value[x] only date
* value[x] 1..1
