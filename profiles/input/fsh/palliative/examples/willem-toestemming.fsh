Instance: willem-toestemming
InstanceOf: PrivacyConsent
Usage: #example
Title: "Toestemming om te delen"
Description: "Opt-in: the post, any home care organisation, and the social team may see what they need. Social care is only in because he said so."
* status = #active
* category = $v3actcode#IDSCL
* patient = Reference(willem-voorbeeld) "Willem Voorbeeld"
* dateTime = "2026-11-10"
* performer = Reference(willem-voorbeeld) "Willem Voorbeeld"
* organization = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* policyRule = $v3actcode#OPTIN
* verification.verified = true
* verification.verifiedWith = Reference(willem-voorbeeld) "Willem Voorbeeld"
* verification.verificationDate = "2026-11-10"
* provision.provision[0].type = #permit
* provision.provision[0].period.start = "2026-11-10"
* provision.provision[0].period.end = "2027-11-10"
* provision.provision[0].actor.role = $v3participation#IRCP
* provision.provision[0].actor.reference = Reference(spoedpost-modelregio) "Huisartsenspoedpost Modelregio"
* provision.provision[1].type = #permit
* provision.provision[1].period.start = "2026-11-10"
* provision.provision[1].actor.role = $orgtype#T2
* provision.provision[1].actor.reference.display = "Alle organisaties voor thuiszorg"
* provision.provision[2].type = #permit
* provision.provision[2].period.start = "2026-11-12"
* provision.provision[2].actor.role = $orgsoort#sociaal-team
* provision.provision[2].actor.reference = Reference(sociaal-team-voorbeeldstad) "Sociaal team Voorbeeldstad"
