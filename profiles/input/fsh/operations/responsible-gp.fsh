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
* comment = "GET and POST on a patient; POST about many. For a list the only parameters that come out are patient, one for each that was asked, in order."
* affectsState = false
* code = #responsible-gp
* resource = #Patient
* system = false
* type = true
* instance = true
* parameter[+].name = #identifier
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].documentation = "Type level only: whose. Never in a URL, so that form is POST only; on an instance it is refused. Several ask about several patients."
* parameter[=].type = #Identifier
* parameter[+].name = #patient
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].documentation = "Type level only: patients to ask about in one call, together with identifiers 500 at most. The answer is then a list, of one patient too."
* parameter[=].type = #Reference
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
* parameter[+].name = #second-phone
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "The number to call when nobody picks up the first."
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
* parameter[+].name = #presence
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "remote: on duty, but not at the practice. Absent: on site, or the hours do not say."
* parameter[=].type = #code
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
* parameter[=].part[+].name = #second-phone
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "The number to call when nobody picks up the first."
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
* parameter[=].part[+].name = #presence
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "As above."
* parameter[=].part[=].type = #code
* parameter[=].part[+].name = #text
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "For a gap: whom to call, in Dutch."
* parameter[=].part[=].type = #string
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
* parameter[+].name = #hoofdbehandelaar
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Another doctor who leads the treatment beside the own GP: a specialist ouderengeneeskunde or arts VG. Who answers stays who answers."
* parameter[=].part[+].name = #person
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "A PractitionerRole."
* parameter[=].part[=].type = #Reference
* parameter[=].part[+].name = #role
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "Role key, code system rol."
* parameter[=].part[=].type = #code
* parameter[=].part[+].name = #phone
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "The number to call."
* parameter[=].part[=].type = #ContactPoint
* parameter[+].name = #handover-exists
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "For the coordination centre: whether there is a published handover. Nothing of what is in it."
* parameter[=].type = #boolean
* parameter[+].name = #patient
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].documentation = "For a list: one for each patient that was asked about, in that order. Within it the parts of the answer as above, or outcome."
* parameter[=].part[+].name = #index
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "The place among those asked, from 0."
* parameter[=].part[=].type = #integer
* parameter[=].part[+].name = #reference
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "The patient."
* parameter[=].part[=].type = #Reference
* parameter[=].part[+].name = #outcome
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "not-found: not there for who asks. The same for unknown and forbidden."
* parameter[=].part[=].type = #code
