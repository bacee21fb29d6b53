Profile: HandoverDocument
Parent: Bundle
Id: handover-document
Title: "Verzegelde overdracht"
Description: "What was published, byte for byte. The seal of the server covers it; a correction is a new document. A draft has the same shape, without a seal."
* obeys handover-first and one-patient and no-home-access and sealed
* identifier 1..1
* identifier.system 1..1
* identifier.value 1..1
* type = #document
* timestamp 1..1
* total 0..0
* entry 2..*
* entry.fullUrl 1..1
* entry.resource 1..1
* entry.request 0..0
* entry.response 0..0
* signature.sigFormat 1..1
* signature.targetFormat 1..1
* signature.data 1..1

Invariant: handover-first
Description: "The first entry is the composition of a handover."
* severity = #error
* expression = "entry.first().resource.ofType(Composition).type.coding.where(system = 'http://loinc.org' and code = '18761-7').exists()"

Invariant: one-patient
Description: "A document is about one patient, who is in it."
* severity = #error
* expression = "entry.resource.ofType(Patient).count() = 1"

Invariant: sealed
Description: "What was published carries the seal of the server; only a draft has none yet."
* severity = #error
* expression = "entry.first().resource.ofType(Composition).where(status = 'preliminary').exists() or signature.exists()"

Invariant: no-home-access
Description: "How to get into the house is never sealed: it must be able to end."
* severity = #error
* expression = "entry.resource.ofType(Flag).where(category.coding.where(system = 'https://wijkverband.example/fhir/CodeSystem/overdracht' and code = 'toegang-woning').exists()).empty()"
