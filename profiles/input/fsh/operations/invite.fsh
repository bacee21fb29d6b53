Instance: invite
InstanceOf: OperationDefinition
Usage: #definition
Title: "Invite somebody to the team"
* url = "https://wijkverband.example/fhir/OperationDefinition/invite"
* version = "0.1.0"
* name = "Invite"
* title = "Invite somebody to the team"
* status = #active
* kind = #operation
* description = "Asks an organisation or person to take part in the team of the plan, in a function. Only accepting gives access."
* comment = "POST only, on the plan. Either organization or person: a person for a social worker or informal carer. The consent of the patient for who is invited must have been recorded, unless the region counts membership itself."
* affectsState = true
* code = #invite
* resource = #CarePlan
* system = false
* type = false
* instance = true
* parameter[+].name = #organization
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "The organisation that is invited."
* parameter[=].type = #Reference
* parameter[+].name = #person
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "The person who is invited: PractitionerRole of a social worker, RelatedPerson, or the patient."
* parameter[=].type = #Reference
* parameter[+].name = #function
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "As what."
* parameter[=].type = #code
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://wijkverband.example/fhir/ValueSet/rol"
* parameter[+].name = #place
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Which place goes to who is invited: coordinator or first point of contact. Who held it keeps it until the invitation is accepted. Also for who takes part already."
* parameter[=].type = #code
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://wijkverband.example/fhir/ValueSet/wijkteam-rol"
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The invitation."
* parameter[=].type = #Task
