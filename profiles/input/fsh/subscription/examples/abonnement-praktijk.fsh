Instance: abonnement-praktijk
InstanceOf: WijkSubscription
Usage: #example
Title: "Abonnement van een praktijk"
Description: "The information system of the practice hears of each report of the out-of-hours post."
* extension[subscriber].extension[client].valueString = "his-voorbeeldstraat"
* extension[subscriber].extension[role].valueCode = #huisarts
* extension[subscriber].extension[person].valueReference = Reference(eva-fictief-huisarts)
* status = #active
* end = "2027-11-21T00:00:00+01:00"
* reason = "Waarneemberichten in het postvak van het HIS"
* criteria = "https://wijkverband.example/fhir/SubscriptionTopic/contact-reported"
* criteria.extension[+].url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-filter-criteria"
* criteria.extension[=].valueString = "Task?priority=urgent,asap,stat"
* channel.type = #rest-hook
* channel.endpoint = "https://his.example/wijkverband"
* channel.header = "Authorization"
* channel.payload = #application/fhir+json
* channel.payload.extension[+].url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content"
* channel.payload.extension[=].valueCode = #id-only
* channel.extension[sealed].valueString = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygp"
* channel.extension[+].url = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-heartbeat-period"
* channel.extension[=].valueUnsignedInt = 3600
