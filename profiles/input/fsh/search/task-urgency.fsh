// FHIRPath in R4 can't subtract days that depend on another element, so the expression only names what counts; the server computes the rest.
Instance: Task-urgency
InstanceOf: SearchParameter
Usage: #definition
Title: "Urgency"
* url = "https://wijkverband.example/fhir/SearchParameter/Task-urgency"
* version = "0.1.0"
* name = "TaskUrgency"
* status = #active
* description = "One order for all that waits: the moment at which a task is due, or 14 days after it was asked when it has none, moved forward by its priority: urgent 3 days, asap 7 days, stat 30 days. Meant for _sort=urgency."
* code = #urgency
* base = #Task
* type = #date
* expression = "Task.restriction.period.end | Task.authoredOn | Task.priority"
* xpathUsage = #other
