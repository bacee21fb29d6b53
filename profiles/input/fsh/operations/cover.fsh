Instance: cover
InstanceOf: OperationDefinition
Usage: #definition
Title: "Arrange cover"
* url = "https://wijkverband.example/fhir/OperationDefinition/cover"
* version = "0.1.0"
* name = "Cover"
* title = "Arrange cover"
* status = #active
* kind = #operation
* description = "Somebody stands in for a while: for one patient, for a huisarts, or a practice for a practice. With the parameter cover, cover that is there ends. Covers that overlap are all kept; which goes first is a rule of responsible-gp."
* comment = "POST only, on a patient (also by identifier) or on a practice. Asked twice, the answer is the cover that is there."
* affectsState = true
* code = #cover
* resource[+] = #Patient
* resource[+] = #Organization
* system = false
* type = true
* instance = true
* parameter[+].name = #identifier
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Type level only, of a patient: whose. Never in a URL; on an instance it is refused."
* parameter[=].type = #Identifier
* parameter[+].name = #covered
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "On a practice: the huisarts who is away, a PractitionerRole there. Without it the whole practice is covered. Not on a patient."
* parameter[=].type = #Reference
* parameter[+].name = #by
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Who stands in: the own PractitionerRole of a huisarts or waarnemer, or for a whole practice a GP practice (Organization). Needed unless cover ends."
* parameter[=].type = #Reference
* parameter[+].name = #period
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "From when (now without a start) until when. Cover by a person ends; between practices it may be standing. With cover: the end says when, now without it."
* parameter[=].type = #Period
* parameter[+].name = #includes-anw
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "True: in evening, night, weekend and on holidays too. Otherwise only outside those."
* parameter[=].type = #boolean
* parameter[+].name = #cover
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Ends cover instead of arranging it. On a practice: what the answer was, a PractitionerRole or OrganizationAffiliation. On a patient: the PractitionerRole of who stands in."
* parameter[=].type = #Reference
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "On a patient the registration (CareTeam); on a practice the role of who stands in (PractitionerRole), or the OrganizationAffiliation."
* parameter[=].type = #Resource
