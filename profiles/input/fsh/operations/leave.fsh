Instance: leave
InstanceOf: OperationDefinition
Usage: #definition
Title: "Leave the team"
* url = "https://wijkverband.example/fhir/OperationDefinition/leave"
* version = "0.1.0"
* name = "Leave"
* title = "Leave the team"
* status = #active
* kind = #operation
* description = "Ends the part of an organisation or person in the team, at once. They keep what they wrote themselves and read nothing else any more."
* comment = "POST only, on the plan. A member leaves by itself; the huisarts or the coordinator may end the part of another."
* affectsState = true
* code = #leave
* resource = #CarePlan
* system = false
* type = false
* instance = true
* parameter[+].name = #organization
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Which organisation. With neither of the two: the organisation or person of the caller."
* parameter[=].type = #Reference
* parameter[+].name = #person
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Which person."
* parameter[=].type = #Reference
* parameter[+].name = #reason
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Why, for the team."
* parameter[=].type = #string
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The team, as it is now."
* parameter[=].type = #CareTeam
