Extension: SealedHeaders
Id: sealed-headers
Title: "Verzegelde headers"
Description: "The values of the headers of a channel, sealed by the server under a key of its own; channel.header holds their names alone. The server's to say."
Context: Subscription.channel
* value[x] only string
* value[x] 1..1
