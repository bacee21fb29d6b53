Instance: propose
InstanceOf: OperationDefinition
Usage: #definition
Title: "Propose a change"
* url = "https://wijkverband.example/fhir/OperationDefinition/propose"
* version = "0.1.0"
* name = "Propose"
* title = "Propose a change"
* status = #active
* kind = #operation
* description = "Proposes a change to a part that belongs to somebody else, or something new for the plan. Nothing changes until its owner decides: of the dossier and the plan the practice of registration, of an own part the organisation that wrote it."
* comment = "POST only, on what is to change; for something new, on the plan. Whoever may read it may propose on it. The version that is there now is the base of the proposal. Either patch or resource."
* affectsState = true
* code = #propose
* resource[+] = #Patient
* resource[+] = #RelatedPerson
* resource[+] = #Consent
* resource[+] = #Goal
* resource[+] = #Observation
* resource[+] = #Device
* resource[+] = #DeviceUseStatement
* resource[+] = #Procedure
* resource[+] = #Encounter
* resource[+] = #Communication
* resource[+] = #CommunicationRequest
* resource[+] = #Condition
* resource[+] = #AllergyIntolerance
* resource[+] = #MedicationRequest
* resource[+] = #MedicationStatement
* resource[+] = #MedicationDispense
* resource[+] = #CarePlan
* resource[+] = #Flag
* resource[+] = #List
* resource[+] = #Basic
* system = false
* type = false
* instance = true
* parameter[+].name = #patch
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "The change, as FHIRPath Patch. Elements that the server owns (id, meta, patient, owner, identifiers of record) are refused."
* parameter[=].type = #Parameters
* parameter[+].name = #resource
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Something new, about the same patient."
* parameter[=].type = #Resource
* parameter[+].name = #reason
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "Why, for who decides."
* parameter[=].type = #string
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The proposal."
* parameter[=].type = #Task
