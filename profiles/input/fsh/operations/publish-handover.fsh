Instance: publish-handover
InstanceOf: OperationDefinition
Usage: #definition
Title: "Publish a handover"
* url = "https://wijkverband.example/fhir/OperationDefinition/publish-handover"
* version = "0.1.0"
* name = "PublishHandover"
* title = "Publish a handover"
* status = #active
* kind = #operation
* description = "Seals a handover and makes it the current one for the addressed posts. The former one is completed and superseded; a current handover is never changed."
* comment = "POST only. Only a huisarts or covering waarnemer of the owning practice may do it."
* affectsState = true
* code = #publish-handover
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
* parameter[+].name = #document
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "A complete document from the GP system. Without it the server publishes what it assembles itself."
* parameter[=].type = #Bundle
* parameter[+].name = #addressee
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].documentation = "The posts that may read it. Without it: the post that covers the practice."
* parameter[=].type = #Reference
* parameter[+].name = #review-date
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "When it must be looked at again: 28 days when absent, 7 in the terminal phase, 90 at most."
* parameter[=].type = #date
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The publication: active, with the sealed document in supportingInfo."
* parameter[=].type = #ServiceRequest
