Extension: Subscriber
Id: subscriber
Title: "Abonnee"
Description: "Who wrote a Subscription last, and so is bound to what it is told: the server's to say, by the token. Whole resources are sent only as long as this person, in this role, may read them."
Context: Subscription
* extension contains
    client 1..1 and
    role 1..1 and
    person 0..1
* extension[client].value[x] only string
* extension[client].value[x] 1..1
* extension[role].value[x] only code
* extension[role].value[x] 1..1
* extension[person].value[x] only Reference(PractitionerRole)
* extension[person].value[x] 1..1
