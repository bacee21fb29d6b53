Instance: end-break-glass
InstanceOf: OperationDefinition
Usage: #definition
Title: "End emergency access"
* url = "https://wijkverband.example/fhir/OperationDefinition/end-break-glass"
* version = "0.1.0"
* name = "EndBreakGlass"
* title = "End emergency access"
* status = #active
* kind = #operation
* description = "Ends a grant before its time. What ended before stays as it was."
* comment = "POST only. By who came in, or by the own huisarts or locum, who stops it."
* affectsState = true
* code = #end-break-glass
* resource = #Task
* system = false
* type = false
* instance = true
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The grant, ended."
* parameter[=].type = #Task
