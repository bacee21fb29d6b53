Instance: acknowledge-contact
InstanceOf: OperationDefinition
Usage: #definition
Title: "Acknowledge a contact report"
* url = "https://wijkverband.example/fhir/OperationDefinition/acknowledge-contact"
* version = "0.1.0"
* name = "AcknowledgeContact"
* title = "Acknowledge a contact report"
* status = #active
* kind = #operation
* description = "Says that a huisarts has read a contact report, who and when, and what is done about it. The post sees that it was read."
* comment = "POST only, on the task, once. For a huisarts of the practice of registration and the locum in force."
* affectsState = true
* code = #acknowledge-contact
* resource = #Task
* system = false
* type = false
* instance = true
* parameter[+].name = #note
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "What the huisarts notes. The post does not see it."
* parameter[=].type = #string
* parameter[+].name = #action
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "What is done about it. The post does not see it."
* parameter[=].type = #string
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The task, completed."
* parameter[=].type = #Task
