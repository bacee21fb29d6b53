Instance: plan-view
InstanceOf: OperationDefinition
Usage: #definition
Title: "See the care plan"
* url = "https://wijkverband.example/fhir/OperationDefinition/plan-view"
* version = "0.1.0"
* name = "PlanView"
* title = "See the care plan"
* status = #active
* kind = #operation
* description = "The whole plan for this reader in one call: the plan, its team, goals, what each discipline does, tasks, open proposals and minutes, in the order in which they are read. What the reader may not see is not there, and nothing says so."
* comment = "GET and POST on the plan. Changes nothing."
* affectsState = false
* code = #plan-view
* resource = #CarePlan
* system = false
* type = false
* instance = true
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "A Bundle of type collection; the first entry is the plan."
* parameter[=].type = #Bundle
