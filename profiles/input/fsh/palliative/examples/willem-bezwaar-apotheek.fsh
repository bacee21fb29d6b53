Instance: willem-bezwaar-apotheek
InstanceOf: PrivacyConsent
Usage: #example
Title: "Bezwaar"
Description: "Opt-out: an objection, here against pharmacies outside his own neighbourhood, and about medication only against everyone. An objection needs no verification."
* status = #active
* category = $v3actcode#IDSCL
* patient = Reference(willem-voorbeeld) "Willem Voorbeeld"
* dateTime = "2026-11-10"
* performer = Reference(willem-voorbeeld) "Willem Voorbeeld"
* policyRule = $v3actcode#OPTOUT
* contained[0] = apotheekinstellingen
* provision.period.start = "2026-11-10"
* provision.provision[0].type = #deny
* provision.provision[0].actor.role = $v3participation#IRCP
* provision.provision[0].actor.reference.reference = "#apotheekinstellingen"
* provision.provision[1].type = #deny
* provision.provision[1].securityLabel = $domein#farmaceutisch
* provision.provision[1].actor.role = $orgtype#T2
* provision.provision[1].actor.reference.display = "Alle organisaties voor thuiszorg"
* provision.provision[2].type = #deny
* provision.provision[2].data.meaning = #instance
* provision.provision[2].data.reference = Reference(willem-prognose)

// All who work at organisations of a kind: a Group that is described, not listed.
Instance: apotheekinstellingen
InstanceOf: Group
Usage: #inline
* type = #practitioner
* actual = false
* characteristic.code.text = "soort organisatie"
* characteristic.valueCodeableConcept = $orgtype#A1
* characteristic.exclude = false
