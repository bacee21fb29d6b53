Instance: report-contact
InstanceOf: OperationDefinition
Usage: #definition
Title: "Report a contact of the out-of-hours post"
* url = "https://wijkverband.example/fhir/OperationDefinition/report-contact"
* version = "0.1.0"
* name = "ReportContact"
* title = "Report a contact of the out-of-hours post"
* status = #active
* kind = #operation
* description = "Takes in what a post saw and did for a patient: seals the document, keeps its contents as the post's, puts a task in the inbox of the practice of registration, or of the last one, and makes proposals of the treatment limits that the post would change."
* comment = "POST only. Any out-of-hours post may, for any patient whom the server knows; it gives no right to read, and the answer says nothing of the patient. The same document sent again writes nothing."
* affectsState = true
* code = #report-contact
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
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The contact report as a document: a Composition with all that it points at (profile contact-document)."
* parameter[=].type = #Bundle
* parameter[+].name = #task
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The receipt of the post: its status says whether the report was read."
* parameter[=].type = #Reference
* parameter[=].targetProfile = "https://wijkverband.example/fhir/StructureDefinition/contact-receipt"
* parameter[+].name = #report
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The report as it is kept; a correction names it in relatesTo."
* parameter[=].type = #Reference
* parameter[=].targetProfile = "https://wijkverband.example/fhir/StructureDefinition/contact-report"
