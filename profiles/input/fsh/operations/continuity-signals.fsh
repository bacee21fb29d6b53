Instance: continuity-signals
InstanceOf: OperationDefinition
Usage: #definition
Title: "Signals about continuity, to talk about"
* url = "https://wijkverband.example/fhir/OperationDefinition/continuity-signals"
* version = "0.1.0"
* name = "ContinuitySignals"
* title = "Signals about continuity, to talk about"
* status = #active
* kind = #operation
* description = "Signals about the continuity of care of a GP practice, each by a published Measure, with its definition and source in words. A signal to talk about, never a verdict. The organisation of a region's practices gets counts over its members, in tens; a count about few is left out, and no practice or patient is named."
* comment = "GET and POST on an organisation: the own practice, or the own region. A region is counted over the month that it is, and gets one picture of it."
* affectsState = false
* code = #continuity-signals
* resource = #Organization
* system = false
* type = false
* instance = true
* parameter[+].name = #period
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "A whole month, as 2026-11, in which hours are counted: this one or one of the coming year. Without it: four weeks from today. Of a region: this month only."
* parameter[=].type = #date
* parameter[+].name = #signal
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].documentation = "Which signals (CodeSystem signaal). Without it: all of them."
* parameter[=].type = #code
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "A collection of MeasureReports, one for each signal."
* parameter[=].type = #Bundle
