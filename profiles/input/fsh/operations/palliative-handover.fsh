Instance: palliative-handover
InstanceOf: OperationDefinition
Usage: #definition
Title: "The call at 03:00"
* url = "https://wijkverband.example/fhir/OperationDefinition/palliative-handover"
* version = "0.1.0"
* name = "PalliativeHandover"
* title = "The call at 03:00"
* status = #active
* kind = #operation
* description = "All that the out-of-hours post needs tonight in one answer: the honest status, the sealed document, what differs since, contradictions, and who answers for the patient now."
* comment = "GET and POST on a patient. Accept: text/html gives the night page, application/pdf that page on paper, without home access."
* affectsState = false
* code = #palliative-handover
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
* parameter[+].name = #status
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "current, changed, stale or none."
* parameter[=].type = #code
* parameter[+].name = #handover
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "The sealed document, exactly as published."
* parameter[=].type = #Bundle
* parameter[+].name = #difference
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].documentation = "One thing that is different from the sealed document."
* parameter[=].part[+].name = #kind
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "added, changed or ended."
* parameter[=].part[=].type = #code
* parameter[=].part[+].name = #section
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "Code system overdracht-sectie."
* parameter[=].part[=].type = #code
* parameter[=].part[+].name = #what
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "What it is about."
* parameter[=].part[=].type = #string
* parameter[=].part[+].name = #old
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "As the document says it."
* parameter[=].part[=].type = #string
* parameter[=].part[+].name = #new
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "As it is now."
* parameter[=].part[=].type = #string
* parameter[=].part[+].name = #author
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "Who changed it."
* parameter[=].part[=].type = #string
* parameter[=].part[+].name = #at
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "When."
* parameter[=].part[=].type = #instant
* parameter[=].part[+].name = #reference
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "The resource as it is now, versioned."
* parameter[=].part[=].type = #Reference
* parameter[+].name = #conflict
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].documentation = "Limits for one treatment that contradict each other, newest first."
* parameter[=].part[+].name = #treatment
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "The treatment."
* parameter[=].part[=].type = #CodeableConcept
* parameter[=].part[+].name = #limit
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 2
* parameter[=].part[=].max = "*"
* parameter[=].part[=].documentation = "The contradicting limits."
* parameter[=].part[=].type = #Reference
* parameter[+].name = #responsible-gp
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "The answer of $responsible-gp for this instant."
* parameter[=].type = #Parameters
* parameter[+].name = #retrieved
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].documentation = "For the practice of registration alone: who of other organisations got this handover since it was published, newest first, 50 at most. $access-log tells all."
* parameter[=].part[+].name = #organization
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "Its name."
* parameter[=].part[=].type = #string
* parameter[=].part[+].name = #role
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "The role of who looked, of CodeSystem rol."
* parameter[=].part[=].type = #code
* parameter[=].part[+].name = #at
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "When."
* parameter[=].part[=].type = #instant
