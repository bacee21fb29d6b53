Profile: HandoverReference
Parent: DocumentReference
Id: handover-reference
Title: "Verwijzing naar een overdracht"
Description: "Where the document is, for systems that look for documents. Publishing again supersedes it."
* type 1..1
* type = $loinc#18761-7
* subject 1..1
* subject only Reference(Patient)
* date 1..1
* author 1..*
* custodian 1..1
* relatesTo.code = #replaces
* content 1..1
* content.attachment.contentType 1..1
* content.attachment.url 1..1
