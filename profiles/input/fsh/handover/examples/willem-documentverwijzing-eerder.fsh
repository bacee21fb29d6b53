Instance: willem-documentverwijzing-eerder
InstanceOf: HandoverReference
Usage: #example
Title: "Verwijzing naar de vorige overdracht"
Description: "Superseded by the one of 20 November."
* status = #superseded
* type = $loinc#18761-7
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* date = "2026-11-11T12:00:00+01:00"
* author = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* custodian = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* content.attachment.contentType = #application/fhir+json
* content.attachment.url = "Bundle/willem-overdracht-document-eerder"
* content.attachment.title = "Palliatieve overdracht"
