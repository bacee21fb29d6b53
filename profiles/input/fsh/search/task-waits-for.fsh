// What waits for somebody, whatever kind of task it is: an inbox is one search. A list of owner and status would do for each kind of task alone.
Instance: Task-waits-for
InstanceOf: SearchParameter
Usage: #definition
Title: "Waits for"
* url = "https://wijkverband.example/fhir/SearchParameter/Task-waits-for"
* version = "0.1.0"
* name = "TaskWaitsFor"
* status = #active
* description = "Tasks that are open, by the organisation or person that they wait for: requested, received, ready, in-progress, on-hold, and accepted when it is a task based on a plan. An accepted invitation or proposal waits for nobody any more."
* code = #waits-for
* base = #Task
* type = #reference
* expression = "Task.where(status = 'requested').owner | Task.where(status = 'received').owner | Task.where(status = 'ready').owner | Task.where(status = 'in-progress').owner | Task.where(status = 'on-hold').owner | Task.where(status = 'accepted').where(basedOn.exists()).owner"
* target[0] = #Organization
* target[1] = #PractitionerRole
* target[2] = #RelatedPerson
* target[3] = #Patient
