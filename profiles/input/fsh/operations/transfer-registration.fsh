Instance: transfer-registration
InstanceOf: OperationDefinition
Usage: #definition
Title: "Move the registration to another practice"
* url = "https://wijkverband.example/fhir/OperationDefinition/transfer-registration"
* version = "0.1.0"
* name = "TransferRegistration"
* title = "Move the registration to another practice"
* status = #active
* kind = #operation
* description = "The practice that a patient chose declares it. The former practice is told, and may contest an error within a time; its release isn't needed. In one transaction the old registration ends and the new one begins, and the record, what waits for the practice and its place in the neighbourhood team go along. A patient, or who stands in, asks it of a practice, which decides."
* comment = "POST only. The answer to a practice is the same Task for a number that is unknown, registered nowhere or registered elsewhere. The same declaration again changes nothing."
* affectsState = true
* code = #transfer-registration
* resource = #Patient
* system = false
* type = true
* instance = true
* parameter[+].name = #identifier
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Who it is about, at type level only, and then needed."
* parameter[=].type = #Identifier
* parameter[+].name = #practice
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "The practice that was chosen. A practice names itself, or nothing; a patient names whom to ask."
* parameter[=].type = #Reference
* parameter[=].targetProfile = "http://hl7.org/fhir/StructureDefinition/Organization"
* parameter[+].name = #gp
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "The vaste huisarts: a huisarts of that practice. Without it the huisarts who declares."
* parameter[=].type = #Reference
* parameter[=].targetProfile = "http://hl7.org/fhir/StructureDefinition/PractitionerRole"
* parameter[+].name = #chosen-on
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "When the patient chose, not in the future. A practice must say it; a patient chooses today."
* parameter[=].type = #date
* parameter[+].name = #identified-by
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "How the practice made sure who the patient is, in words. A practice must say it; a patient doesn't."
* parameter[=].type = #string
* parameter[+].name = #consent
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The patient agrees that the record moves. Without that the registration can't move here."
* parameter[=].type = #boolean
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "To a practice: that it declared. To a patient: the question as it waits for the practice."
* parameter[=].type = #Task
