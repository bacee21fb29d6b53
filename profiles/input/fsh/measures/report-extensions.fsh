Extension: SignalState
Id: signal-state
Title: "Is het signaal er"
Description: "Whether the signal is there. `unknown`: what it is measured on isn't recorded."
Context: MeasureReport
* value[x] only code
* value[x] 1..1

Extension: SignalWords
Id: signal-words
Title: "Wat het signaal betekent"
Description: "What the report is about in the language of the reader, and that it is no verdict."
Context: MeasureReport
* extension contains
    name 1..1 and
    definition 1..1 and
    source 1..1 and
    disclaimer 1..1
* extension[name].value[x] 1..1
* extension[name].value[x] only string
* extension[definition].value[x] 1..1
* extension[definition].value[x] only string
* extension[source].value[x] 1..1
* extension[source].value[x] only string
* extension[disclaimer].value[x] 1..1
* extension[disclaimer].value[x] only string

Extension: ExplainedBy
Id: explained-by
Title: "Toelichting van de praktijk"
Description: "What the practice says of the signal, and where it stands."
Context: MeasureReport
* extension contains
    text 1..1 and
    communication 1..1
* extension[text].value[x] 1..1
* extension[text].value[x] only string
* extension[communication].value[x] 1..1
* extension[communication].value[x] only Reference(Communication)
