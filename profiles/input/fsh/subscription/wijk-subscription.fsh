Profile: WijkSubscription
Parent: Subscription
Id: wijk-subscription
Title: "Abonnement"
Description: "What an organisation wants to be notified of: a topic, perhaps filters, and where to. In the R4 form of the Subscriptions R5 Backport. Topic, filters and endpoint are checked against what the server knows; what may be told is asked again each time something is sent."
* insert CompliesWith("http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription")
* extension contains Subscriber named subscriber 0..1
* obeys subscription-endpoint
* criteria ^definition = "Canonical of the topic. Filters stand beside it, in the extension backport-filter-criteria: Task?patient=Patient/1."
* channel.extension contains SealedHeaders named sealed 0..1
* channel.type from AbonnementKanaalSet (required)
* channel.payload 1..1
* channel.payload ^definition = "application/fhir+json, or +xml. How much is told stands beside it, in the extension backport-payload-content: empty, id-only or full-resource. A server that gets neither takes JSON with references only."

Invariant: subscription-endpoint
Description: "A rest-hook has an endpoint to send to; a websocket has none, for who listens comes to the server."
* severity = #error
* expression = "channel.endpoint.exists() = (channel.type = 'rest-hook')"

