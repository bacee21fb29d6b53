Instance: break-glass
InstanceOf: OperationDefinition
Usage: #definition
Title: "Emergency access to one patient"
* url = "https://wijkverband.example/fhir/OperationDefinition/break-glass"
* version = "0.1.0"
* name = "BreakGlass"
* title = "Emergency access to one patient"
* status = #active
* kind = #operation
* description = "Lets the person who asks read the record of one patient for half an hour: handover, limits, problems, medication, allergies and contacts. Asked again while it lasts, the same grant is answered."
* comment = "POST only. The own practice and the patient are told, and the own huisarts reviews it. Against an objection only for vital interest, and not of a patient who is recorded as able to consent."
* affectsState = true
* code = #break-glass
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
* parameter[=].documentation = "Why: a code and words."
* parameter[=].type = #CodeableConcept
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://wijkverband.example/fhir/ValueSet/noodreden"
* parameter[+].name = #grant
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The grant, to end it with."
* parameter[=].type = #Reference
* parameter[=].targetProfile = "https://wijkverband.example/fhir/StructureDefinition/break-glass-grant"
* parameter[+].name = #until
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "When it ends by itself."
* parameter[=].type = #instant
