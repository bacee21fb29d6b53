Instance: toelichting-voorbeeld
InstanceOf: SignalExplanation
Usage: #example
Title: "Waarom er geen hagro is"
Description: "The practice says what is behind a signal."
* extension[explainsUntil].valueDate = "2027-03-01"
* status = #completed
* category[explanation] = $bericht#toelichting-signaal "toelichting bij een signaal"
* topic = $signaal#no-cooperation
* sender = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* sent = "2026-11-20T10:00:00+01:00"
* payload.contentString = "Onze hagro is dit jaar gestopt. In maart beginnen wij met vijf praktijken een nieuwe."
