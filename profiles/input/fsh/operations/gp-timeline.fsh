Instance: gp-timeline
InstanceOf: OperationDefinition
Usage: #definition
Title: "Who was responsible when"
* url = "https://wijkverband.example/fhir/OperationDefinition/gp-timeline"
* version = "0.1.0"
* name = "GpTimeline"
* title = "Who was responsible when"
* status = #active
* kind = #operation
* description = "Who was, is and will be responsible for a patient, from one moment to another: segments that follow each other without gap or overlap, ready for drawing. Registrations and covers are those of each moment; hours and posts of the past are those of the directory today."
* comment = "GET and POST on a patient. Changes nothing."
* affectsState = false
* code = #gp-timeline
* resource = #Patient
* system = false
* type = false
* instance = true
* parameter[+].name = #from
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "First day or instant; 30 days ago when absent."
* parameter[=].type = #dateTime
* parameter[+].name = #to
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Last day (included) or instant (not included); 14 days ahead when absent. Two years after from at most."
* parameter[=].type = #dateTime
* parameter[+].name = #from
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "Where the first segment starts."
* parameter[=].type = #instant
* parameter[+].name = #to
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "Where the last segment ends."
* parameter[=].type = #instant
* parameter[+].name = #segment
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "*"
* parameter[=].documentation = "A while in which the answer of responsible-gp is the same."
* parameter[=].part[+].name = #start
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "From."
* parameter[=].part[=].type = #instant
* parameter[=].part[+].name = #end
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "Up to, not included: where the next one starts."
* parameter[=].part[=].type = #instant
* parameter[=].part[+].name = #rule
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "As of responsible-gp."
* parameter[=].part[=].type = #code
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
* parameter[=].part[=].documentation = "Role key, code system rol."
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
* parameter[=].part[=].documentation = "remote: on duty, but not at the practice."
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
* parameter[=].part[=].documentation = "Versioned references to what it rests on."
* parameter[=].part[=].type = #Reference
