Instance: access-log
InstanceOf: OperationDefinition
Usage: #definition
Title: "Who looked at the record"
* url = "https://wijkverband.example/fhir/OperationDefinition/access-log"
* version = "0.1.0"
* name = "AccessLog"
* title = "Who looked at the record"
* status = #active
* kind = #operation
* description = "Says who looked at or wrote in the record of a patient, or tried to, in words that the patient understands; in Dutch, or in English when Accept-Language prefers it. Everybody but the patient. For the patient, who stands in for the patient, and the own practice. Reading it is logged too."
* comment = "GET and POST on a patient. Accept: text/html gives a page."
* affectsState = false
* code = #access-log
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
* parameter[+].name = #from
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "First day, in Europe/Amsterdam."
* parameter[=].type = #date
* parameter[+].name = #until
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Last day, itself included."
* parameter[=].type = #date
* parameter[+].name = #_count
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Most lines, 1 to 200; 50 when absent."
* parameter[=].type = #integer
* parameter[+].name = #entry
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].documentation = "One line, newest first."
* parameter[=].part[+].name = #when
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "When it was."
* parameter[=].part[=].type = #instant
* parameter[=].part[+].name = #person
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "Name of the person, or that it was a computer system."
* parameter[=].part[=].type = #string
* parameter[=].part[+].name = #role
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "Role of the person, in words."
* parameter[=].part[=].type = #string
* parameter[=].part[+].name = #organization
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "The organisation that the person worked for."
* parameter[=].part[=].type = #string
* parameter[=].part[+].name = #what
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "What was done, or tried, in words."
* parameter[=].part[=].type = #string
* parameter[=].part[+].name = #why
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "On what it rested, in words."
* parameter[=].part[=].type = #string
* parameter[=].part[+].name = #event
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "The AuditEvent."
* parameter[=].part[=].type = #Reference
