Instance: willem-documentverwijzing
InstanceOf: HandoverReference
Usage: #example
Title: "Verwijzing naar de overdracht"
Description: "For systems that look for documents; it replaces an earlier one."
* status = #current
* type = $loinc#18761-7
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* date = "2026-11-20T16:30:05+01:00"
* author = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* custodian = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* relatesTo.code = #replaces
* relatesTo.target = Reference(willem-documentverwijzing-eerder) "Overdracht van 11 november 2026"
* content.attachment.contentType = #application/fhir+json
* content.attachment.url = "Bundle/willem-overdracht-document"
* content.attachment.title = "Palliatieve overdracht"
* content.attachment.creation = "2026-11-20T16:30:05+01:00"
