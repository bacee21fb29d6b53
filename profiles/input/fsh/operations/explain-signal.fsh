Instance: explain-signal
InstanceOf: OperationDefinition
Usage: #definition
Title: "Explain a signal"
* url = "https://wijkverband.example/fhir/OperationDefinition/explain-signal"
* version = "0.1.0"
* name = "ExplainSignal"
* title = "Explain a signal"
* status = #active
* kind = #operation
* description = "A practice says what is behind a signal of its own. It stands with the report until its date; a newer one takes its place, and none is changed. The own team reads it back."
* comment = "POST only, on the own practice. About no patient: a text with a BSN is refused."
* affectsState = true
* code = #explain-signal
* resource = #Organization
* system = false
* type = false
* instance = true
* parameter[+].name = #signal
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "Which signal (CodeSystem signaal)."
* parameter[=].type = #code
* parameter[+].name = #text
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "What is behind it, in plain words: at most 2,000 characters, about no patient."
* parameter[=].type = #string
* parameter[+].name = #until
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "The last day on which it stands with the report. Without it: until a newer one."
* parameter[=].type = #date
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The explanation."
* parameter[=].type = #Communication
