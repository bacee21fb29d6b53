Instance: responsible-gp
InstanceOf: OperationDefinition
Usage: #definition
Title: "Who is the responsible GP"
* url = "https://wijkverband.example/fhir/OperationDefinition/responsible-gp"
* version = "0.1.0"
* name = "ResponsibleGp"
* title = "Who is the responsible GP"
* status = #active
* kind = #operation
* description = "Says which GP answers for the patient at an instant, on which number, until when, and who is next. Never an empty answer: a gap is said."
* comment = "GET and POST on a patient."
* affectsState = false
* code = #responsible-gp
* resource = #Patient
* system = false
* type = true
* instance = true
* parameter[+].name = #identifier
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Type level only: whose. Never in a URL, so that form is POST only; on an instance it is refused."
* parameter[=].type = #Identifier
* parameter[+].name = #at
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "The instant asked about; now when absent."
* parameter[=].type = #instant
* parameter[+].name = #person
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "The GP: a PractitionerRole."
* parameter[=].type = #Reference
* parameter[+].name = #role
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Role key of the GP, code system rol."
* parameter[=].type = #code
* parameter[+].name = #practice
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "The practice or post."
* parameter[=].type = #Reference
* parameter[+].name = #phone
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "The number to call."
* parameter[=].type = #ContactPoint
* parameter[+].name = #rule
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "Which rule gave the answer: own-gp-on-call, patient-cover, anw-post, practice-hours, practice-cover or gap."
* parameter[=].type = #code
* parameter[+].name = #unrostered
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "True when the practice is open without a roster."
* parameter[=].type = #boolean
* parameter[+].name = #text
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "For a gap: whom to call, in Dutch."
* parameter[=].type = #string
* parameter[+].name = #until
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "First instant at which the answer changes."
* parameter[=].type = #instant
* parameter[+].name = #fallback
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "The next answer, for when nobody picks up; same parts."
* parameter[=].part[+].name = #person
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "The GP: a PractitionerRole."
* parameter[=].part[=].type = #Reference
* parameter[=].part[+].name = #role
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "Role key of the GP, code system rol."
* parameter[=].part[=].type = #code
* parameter[=].part[+].name = #practice
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "The practice or post."
* parameter[=].part[=].type = #Reference
* parameter[=].part[+].name = #phone
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "The number to call."
* parameter[=].part[=].type = #ContactPoint
* parameter[=].part[+].name = #rule
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "Which rule gave the answer: own-gp-on-call, patient-cover, anw-post, practice-hours, practice-cover or gap."
* parameter[=].part[=].type = #code
* parameter[=].part[+].name = #unrostered
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "True when the practice is open without a roster."
* parameter[=].part[=].type = #boolean
* parameter[=].part[+].name = #text
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "For a gap: whom to call, in Dutch."
* parameter[=].part[=].type = #string
* parameter[=].part[+].name = #until
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "First instant at which the answer changes."
* parameter[=].part[=].type = #instant
* parameter[=].part[+].name = #evidence
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "*"
* parameter[=].part[=].documentation = "Versioned references to what the answer rests on."
* parameter[=].part[=].type = #Reference
* parameter[+].name = #evidence
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].documentation = "Versioned references to what the answer rests on."
* parameter[=].type = #Reference
