Instance: assemble-handover
InstanceOf: OperationDefinition
Usage: #definition
Title: "Assemble a handover"
* url = "https://wijkverband.example/fhir/OperationDefinition/assemble-handover"
* version = "0.1.0"
* name = "AssembleHandover"
* title = "Assemble a handover"
* status = #active
* kind = #operation
* description = "Makes a draft of the handover from what is stored, and lists what is missing before it can be published."
* comment = "GET and POST on a patient. Changes nothing: the draft is not stored."
* affectsState = false
* code = #assemble-handover
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
* parameter[+].name = #draft
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The draft document; its Composition is preliminary."
* parameter[=].type = #Bundle
* parameter[+].name = #missing
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].documentation = "One thing that publishing asks for and that is not there."
* parameter[=].part[+].name = #rule
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "The rule that asks for it, code system regel."
* parameter[=].part[=].type = #code
* parameter[=].part[+].name = #expression
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "FHIRPath of the place."
* parameter[=].part[=].type = #string
* parameter[=].part[+].name = #text
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].documentation = "What is missing, in Dutch."
* parameter[=].part[=].type = #string
