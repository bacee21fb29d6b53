Instance: willem-acp-formulier
InstanceOf: QuestionnaireResponse
Usage: #example
Title: "Het ingevulde formulier"
Description: "The national form on advance care planning (PZP), method 2: a few answers of the same conversation, by the form's own numbers."
* questionnaire = "https://api.iknl.nl/docs/pzp/r4/Questionnaire/ACP-zib2020"
* status = #completed
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* encounter = Reference(willem-acp-contact) "Huisbezoek, 10 november 2026"
* authored = "2026-11-10T15:30:00+01:00"
* author = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* item[+].linkId = "586"
* item[=].text = "Doel van de behandeling"
* item[=].item.linkId = "999"
* item[=].item.answer.valueCoding = $sct#713148004
* item[+].linkId = "83"
* item[=].text = "Behandelgrenzen"
* item[=].item.linkId = "1409"
* item[=].item.text = "Reanimatie"
* item[=].item.item[+].linkId = "1410"
* item[=].item.item[=].answer.valueCoding = $sct#89666000
* item[=].item.item[+].linkId = "1386"
* item[=].item.item[=].answer.valueCoding = urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.25.1#2
