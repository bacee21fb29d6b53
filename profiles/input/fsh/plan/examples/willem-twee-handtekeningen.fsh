Instance: willem-twee-handtekeningen
InstanceOf: TwoSignatures
Usage: #example
Title: "Wie het doel voorstelde en wie het aannam"
Description: "Noor proposed, Eva accepted."
* target.reference = "Goal/willem-doel-thuis/_history/1"
* recorded = "2026-11-12T17:05:00+01:00"
* agent[author].type = $provenancepart#author
* agent[author].who = Reference(noor-verzonnen-wijkverpleegkundige) "Noor Verzonnen, wijkverpleegkundige"
* agent[author].onBehalfOf = Reference(thuiszorg-proeftuin) "Thuiszorg De Proeftuin"
* agent[verifier].type = $provenancepart#verifier
* agent[verifier].who = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* agent[verifier].onBehalfOf = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* entity.role = #source
* entity.what = Reference(willem-voorstel-thuis)
