Instance: assign-gp
InstanceOf: OperationDefinition
Usage: #definition
Title: "Register a patient, or say who the fixed GPs are"
* url = "https://wijkverband.example/fhir/OperationDefinition/assign-gp"
* version = "0.1.0"
* name = "AssignGp"
* title = "Register a patient, or say who the fixed GPs are"
* status = #active
* kind = #operation
* description = "The practice of registration says who the vaste huisarts, the vaste tweede huisarts or the hoofdbehandelaar is, from when and until when. With a patient at type level: registers that patient at the practice that asks."
* comment = "POST only. A new vaste huisarts or hoofdbehandelaar begins at the instant at which the former ends. Somebody who has the place already keeps it, until the end that is given. With patient, the answer is the same whether anybody with that BSN is known or not: 202 with a Task."
* affectsState = true
* code = #assign-gp
* resource = #Patient
* system = false
* type = true
* instance = true
* parameter[+].name = #identifier
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Type level only: which of the own patients. Left out with patient."
* parameter[=].type = #Identifier
* parameter[+].name = #gp
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "Who: a PractitionerRole. A fixed GP is a huisarts; a hoofdbehandelaar a specialist ouderengeneeskunde or an arts VG, perhaps of another organisation."
* parameter[=].type = #Reference
* parameter[+].name = #role
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "As what; vaste-huisarts when absent."
* parameter[=].type = #code
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://wijkverband.example/fhir/ValueSet/toegewezen-rol"
* parameter[+].name = #period
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "From when and until when. Without a start: now, or as it was. For somebody who has the place: the end that it gets, or none. Without a period that place stays as it is."
* parameter[=].type = #Period
* parameter[+].name = #patient
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Type level only: a patient to be registered, with a BSN, or without one for a passer-by or a newborn."
* parameter[=].type = #Patient
* parameter[+].name = #kind
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "With patient: how the patient came to the practice; ingeschreven when absent."
* parameter[=].type = #code
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://wijkverband.example/fhir/ValueSet/inschrijving-soort"
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The registration (CareTeam) as it stands now; the Task (202) of a patient to be registered."
* parameter[=].type = #Resource
