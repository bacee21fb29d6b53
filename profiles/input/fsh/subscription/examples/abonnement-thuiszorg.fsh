Instance: abonnement-thuiszorg
InstanceOf: WijkSubscription
Usage: #example
Title: "Abonnement van de thuiszorg"
Description: "The nursing system hears of each change of the plan of one patient, over an open connection, with the plan itself."
* extension[subscriber].extension[client].valueString = "ecd-proeftuin"
* extension[subscriber].extension[role].valueCode = #wijkverpleegkundige
* extension[subscriber].extension[person].valueReference = Reference(noor-verzonnen-wijkverpleegkundige)
* status = #requested
* reason = "Het zorgplan bijhouden in het eigen systeem"
* criteria = "https://wijkverband.example/fhir/SubscriptionTopic/plan-changed"
* criteria.extension[+].url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-filter-criteria"
* criteria.extension[=].valueString = "CarePlan?patient=Patient/willem-voorbeeld"
* channel.type = #websocket
* channel.payload = #application/fhir+json
* channel.payload.extension[+].url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content"
* channel.payload.extension[=].valueCode = #full-resource
