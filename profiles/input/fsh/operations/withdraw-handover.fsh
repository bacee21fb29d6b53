Instance: withdraw-handover
InstanceOf: OperationDefinition
Usage: #definition
Title: "Withdraw a handover"
* url = "https://wijkverband.example/fhir/OperationDefinition/withdraw-handover"
* version = "0.1.0"
* name = "WithdrawHandover"
* title = "Withdraw a handover"
* status = #active
* kind = #operation
* description = "Revokes the current publication. The document stays and stays readable for those who had it; it is current no more."
* comment = "POST only. Only a huisarts or covering waarnemer of the owning practice may do it."
* affectsState = true
* code = #withdraw-handover
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
* parameter[+].name = #reason
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "Why, for the posts that had it."
* parameter[=].type = #string
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The publication, revoked."
* parameter[=].type = #ServiceRequest
