// R4 gives a Consent one root rule; we leave it empty, so that permit and deny always name whom they are for.
// A rule is narrowed by what the access policy weighs and by nothing else: what it doesn't weigh would be read for less, or for more, than the patient said.
Profile: PrivacyConsent
Parent: Consent
Id: privacy-consent
Title: "Toestemming of bezwaar"
Description: "Who may see the record, as the patient said it. The only Consent that the access policy reads: a treatment limit never changes access. A rule is for an organisation, for a kind of organisation, or (an objection only) for everyone; about everything, some domains, or some resources; for a period."
* obeys opt-in-verified and privacy-for-whom and privacy-period
* scope = $consentscope#patient-privacy
* patient 1..1
* patient only Reference(Patient)
* dateTime 1..1
* policyRule 1..1
* policyRule from PrivacyRegelSet (required)
* provision 1..1
* provision.type 0..0
* provision.actor 0..0
* provision.action 0..0
* provision.securityLabel 0..0
* provision.purpose 0..0
* provision.class 0..0
* provision.code 0..0
* provision.dataPeriod 0..0
* provision.data 0..0
* provision.provision 1..*
* provision.provision obeys privacy-permit-names and privacy-one-subject
* provision.provision.type 1..1
* provision.provision.action 0..0
* provision.provision.securityLabel from DomeinSet (required)
* provision.provision.purpose 0..0
* provision.provision.class 0..0
* provision.provision.code 0..0
* provision.provision.dataPeriod 0..0
* provision.provision.data obeys privacy-data
* provision.provision.data.meaning = #instance
* provision.provision.provision 0..0

Invariant: opt-in-verified
Description: "An opt-in, and whatever permits, says with whom it was verified: explicit consent must be shown afterwards."
* severity = #error
* expression = "(policyRule.coding.where(code = 'OPTIN').exists() or provision.provision.where(type = 'permit').exists()) implies verification.where(verified = true).exists()"

Invariant: privacy-for-whom
Description: "A rule is for somebody who can be found: an Organization by reference, or a kind of organisation, as characteristic of a contained Group or as role."
* severity = #error
* expression = "provision.provision.actor.all(reference.reference.matches('^Organization/[A-Za-z0-9.-]+$') or (reference.reference in %resource.contained.where(actual = false and characteristic.count() = 1 and characteristic.where(exclude = false and value.coding.where(system = 'http://nictiz.nl/fhir/NamingSystem/organization-type' or system = 'https://wijkverband.example/fhir/CodeSystem/organisatie-soort').exists()).exists()).select('#' + id)) or (reference.reference.empty() and role.coding.where(system = 'http://nictiz.nl/fhir/NamingSystem/organization-type' or system = 'https://wijkverband.example/fhir/CodeSystem/organisatie-soort').exists()))"

Invariant: privacy-permit-names
Description: "Permission is for somebody: only an objection may name nobody, and is against everyone then."
* severity = #error
* expression = "type = 'permit' implies actor.exists()"

Invariant: privacy-one-subject
Description: "A rule is about resources or about domains, not both: write two rules."
* severity = #error
* expression = "data.empty() or securityLabel.empty()"

Invariant: privacy-data
Description: "What a rule is about is a resource that is there: a reference to it, without version."
* severity = #error
* expression = "reference.reference.matches('^[A-Z][A-Za-z]+/[A-Za-z0-9.-]+$')"

Invariant: privacy-period
Description: "No rule, nor the whole, ends before it starts."
* severity = #error
* expression = "provision.period.all((start.exists() and end.exists()) implies start <= end) and provision.provision.period.all((start.exists() and end.exists()) implies start <= end)"
