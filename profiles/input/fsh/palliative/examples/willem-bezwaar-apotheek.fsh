Instance: willem-bezwaar-apotheek
InstanceOf: PrivacyConsent
Usage: #example
Title: "Bezwaar"
Description: "Opt-out: an objection, here against pharmacies outside his own neighbourhood. An objection needs no verification."
* status = #active
* category = $v3actcode#IDSCL
* patient = Reference(willem-voorbeeld) "Willem Voorbeeld"
* dateTime = "2026-11-10"
* performer = Reference(willem-voorbeeld) "Willem Voorbeeld"
* policyRule = $v3actcode#OPTOUT
* provision.provision[0].type = #deny
* provision.provision[0].actor.role = $orgtype#A1
* provision.provision[0].actor.reference.display = "Apotheken van een instelling"
