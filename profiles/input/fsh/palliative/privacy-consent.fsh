// R4 gives a Consent one root rule; we leave it empty, so that permit and deny always name whom they are for.
Profile: PrivacyConsent
Parent: Consent
Id: privacy-consent
Title: "Toestemming of bezwaar"
Description: "Who may see the record, as the patient said it. The only Consent that the access policy reads: a treatment limit never changes access."
* obeys opt-in-verified and privacy-for-whom
* scope = $consentscope#patient-privacy
* patient 1..1
* patient only Reference(Patient)
* dateTime 1..1
* policyRule 1..1
* policyRule from PrivacyRegelSet (required)
* provision 1..1
* provision.type 0..0
* provision.provision 1..*
* provision.provision.type 1..1
* provision.provision.actor 1..*
* provision.provision.provision 0..0
* provision.provision obeys privacy-period

Invariant: opt-in-verified
Description: "An opt-in says with whom it was verified: explicit consent must be shown afterwards."
* severity = #error
* expression = "policyRule.coding.where(code = 'OPTIN').exists() implies verification.where(verified = true).exists()"

Invariant: privacy-for-whom
Description: "A rule is for somebody who can be found: a reference, an identifier, or a kind of organisation as role."
* severity = #error
* expression = "provision.provision.actor.all(reference.reference.exists() or reference.identifier.exists() or role.coding.where(system = 'http://nictiz.nl/fhir/NamingSystem/organization-type' or system = 'https://wijkverband.example/fhir/CodeSystem/organisatie-soort').exists())"

Invariant: privacy-period
Description: "A rule does not end before it starts."
* severity = #error
* expression = "(period.start.exists() and period.end.exists()) implies period.start <= period.end"
