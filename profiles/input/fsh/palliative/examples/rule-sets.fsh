// The demo patient of this house. Everybody here is invented; numbers are from the ranges for tests.
// An instance of ours that also claims a national profile.
RuleSet: Claims(canonical)
* meta.profile[+] = {canonical}

// A name as nl-core writes it: the parts as extensions, the whole as text.
RuleSet: OfficialName(given, family, text)
* name[0].use = #official
* name[0].text = {text}
* name[0].family = {family}
* name[0].family.extension[0].url = "http://hl7.org/fhir/StructureDefinition/humanname-own-name"
* name[0].family.extension[0].valueString = {family}
* name[0].given[0] = {given}
* name[0].given[0].extension[0].url = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier"
* name[0].given[0].extension[0].valueCode = #BR

// Who agreed on a limit: the patient and the GP.
RuleSet: AgreedByWillemAndEva
* patient = Reference(willem-voorbeeld) "Willem Voorbeeld"
* policy.uri = "https://wetten.overheid.nl/"
* provision.actor[agreementParty][0].reference = Reference(willem-voorbeeld) "Willem Voorbeeld"
* provision.actor[agreementParty][1].reference = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"

// Every answer of the conversation of 10 November.
RuleSet: FromTheConversation
* status = #final
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* encounter = Reference(willem-acp-contact) "Huisbezoek, 10 november 2026"
* effectiveDateTime = "2026-11-10"
* performer = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
