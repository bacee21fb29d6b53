Instance: willem-waarneembericht-document
InstanceOf: ContactDocument
Usage: #example
Title: "Waarneembericht als document"
Description: "As the post sends it: with the patient, who wrote it, the contact, and what the report points at."
* identifier.system = "urn:ietf:rfc:3986"
* identifier.value = "urn:uuid:3c9a7f52-7d1e-4b8e-9a61-5f2d4c7b8e90"
* type = #document
* timestamp = "2026-11-21T03:21:00+01:00"
* insert Stuk(Composition, willem-waarneembericht)
* insert Stuk(Patient, willem-voorbeeld)
* insert Stuk(Encounter, willem-spoedcontact)
* insert Stuk(Condition, spoed-benauwdheid)
* insert Stuk(MedicationStatement, spoed-morfine)
* insert Stuk(Consent, spoed-wens-ziekenhuis)
* insert Stuk(PractitionerRole, role-post-huisarts)
* insert Stuk(Organization, spoedpost-modelregio)
