Instance: sort-contact
InstanceOf: OperationDefinition
Usage: #definition
Title: "Sort a contact report"
* url = "https://wijkverband.example/fhir/OperationDefinition/sort-contact"
* version = "0.1.0"
* name = "SortContact"
* title = "Sort a contact report"
* status = #active
* kind = #operation
* description = "Says how soon a contact report that waits is looked at, by whom, and what is to be known. Nothing of it reaches the post."
* comment = "POST only, on the task, until it was read. For the doctor's assistant, the practice nurse and the huisarts of the practice, and the locum in force."
* affectsState = true
* code = #sort-contact
* resource = #Task
* system = false
* type = false
* instance = true
* parameter[+].name = #priority
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "routine, urgent, asap or stat."
* parameter[=].type = #code
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "http://hl7.org/fhir/ValueSet/request-priority"
* parameter[+].name = #for-person
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Who looks at it: a PractitionerRole of the practice."
* parameter[=].type = #Reference
* parameter[=].targetProfile = "https://wijkverband.example/fhir/StructureDefinition/wijk-practitioner-role"
* parameter[+].name = #note
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "What is to be known. The post does not see it."
* parameter[=].type = #string
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The task."
* parameter[=].type = #Task
