Instance: erase
InstanceOf: OperationDefinition
Usage: #definition
Title: "Erase a record, or refuse to"
* url = "https://wijkverband.example/fhir/OperationDefinition/erase"
* version = "0.1.0"
* name = "Erase"
* title = "Erase a record, or refuse to"
* status = #active
* kind = #operation
* description = "Takes the whole record of a patient out of this server, for good: every version, index, team, publication and document, at the patient's request (BW 7:455) or when the retention period is over (BW 7:454). The audit trail keeps that it happened, without content. With a ground to refuse, it closes the request, and the patient reads why."
* comment = "POST only. Only a huisarts of the practice where the patient is registered. There is no way back."
* affectsState = true
* code = #erase
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
* parameter[+].name = #ground
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "To erase: verzoek-patient or bewaartermijn (20 years since the last change). To refuse: belang-ander or wettelijke-plicht."
* parameter[=].type = #code
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://wijkverband.example/fhir/ValueSet/wisgrond"
* parameter[+].name = #request
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "The open request (Task wisverzoek) that this answers. Needed for every ground but bewaartermijn."
* parameter[=].type = #Reference
* parameter[+].name = #explanation
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Why it is refused, in words that the patient understands. Needed for a refusal, and only then."
* parameter[=].type = #string
* parameter[+].name = #outcome
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "erased or refused."
* parameter[=].type = #code
* parameter[+].name = #erased
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].documentation = "How much of each type is gone."
* parameter[=].part[+].name = #type
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "The resource type."
* parameter[=].part[=].type = #code
* parameter[=].part[+].name = #count
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "How many resources."
* parameter[=].part[=].type = #integer
* parameter[+].name = #task
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "The request, closed with the ground of the refusal."
* parameter[=].type = #Task
