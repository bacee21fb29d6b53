// The server seals what a post sends; sent, it has no seal yet. A foreign seal isn't kept.
Profile: ContactDocument
Parent: Bundle
Id: contact-document
Title: "Verzegeld waarneembericht"
Description: "A contact report with all that it points at, as it was sent: about one patient, who is in it."
* obeys contact-first and contact-one-patient and contact-icpc and contact-given and contact-limits
* identifier 1..1
* identifier.system 1..1
* identifier.value 1..1
* type = #document
* timestamp 1..1
* total 0..0
* entry 4..*
* entry.fullUrl 1..1
* entry.resource 1..1
* entry.request 0..0
* entry.response 0..0

Invariant: contact-first
Description: "The first entry is a contact report, and the only Composition."
* severity = #error
* expression = "entry.first().resource.ofType(Composition).type.coding.where(system = 'https://wijkverband.example/fhir/CodeSystem/verslag' and code = 'waarneembericht').exists() and entry.resource.ofType(Composition).count() = 1"

Invariant: contact-one-patient
Description: "A contact report is about one patient, who is in the document, and one contact."
* severity = #error
* expression = "entry.resource.ofType(Patient).count() = 1 and entry.resource.ofType(Encounter).count() = 1"

Invariant: contact-icpc
Description: "What the post thinks it is has a code of ICPC-1-NL, and is marked as of this contact (encounter-diagnosis): what becomes a problem in the record, the own huisarts says."
* severity = #error
* expression = "entry.resource.ofType(Condition).all(code.coding.where(system = 'http://hl7.org/fhir/sid/icpc-1-nl' and code.matches('^[A-Z][0-9]{2}([.][0-9]{2})?$')).exists() and category.coding.where(system = 'http://terminology.hl7.org/CodeSystem/condition-category' and code = 'encounter-diagnosis').exists())"

Invariant: contact-given
Description: "Medication in a contact report was given: what should go on stands in the plan, for the own huisarts to decide."
* severity = #error
* expression = "entry.resource.ofType(MedicationStatement).all(status = 'completed')"

Invariant: contact-limits
Description: "A Consent in a contact report is a treatment limit, for one treatment each."
* severity = #error
* expression = "entry.resource.ofType(Consent).all(category.coding.where(system = 'http://snomed.info/sct' and code = '129125009').exists()) and entry.resource.ofType(Consent).provision.code.coding.where(code != 'OTH').code.isDistinct()"
