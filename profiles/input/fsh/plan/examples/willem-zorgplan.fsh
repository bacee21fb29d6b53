Instance: willem-zorgplan
InstanceOf: WijkZorgplan
Usage: #example
Title: "Zorgplan van Willem"
Description: "Two shared goals, one of the social worker, and what hangs in it."
* extension[nextReview].valueDate = "2026-12-04"
* status = #active
* intent = #plan
* category[plan] = $sct#135411000146103
* title = "Thuis blijven, zonder pijn en benauwdheid"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* period.start = "2026-11-10"
* created = "2026-11-10"
* author = Reference(noor-verzonnen-wijkverpleegkundige) "Noor Verzonnen, wijkverpleegkundige"
* careTeam = Reference(wijkteam-willem) "Team rond Willem Voorbeeld"
* addresses[0] = Reference(willem-diagnose) "Longkanker"
* addresses[1] = Reference(willem-copd) "COPD"
* supportingInfo[0] = Reference(willem-scenarios) "Plan bij verwachte klachten"
* supportingInfo[1] = Reference(willem-toedieningsafspraak-morfine) "Toedieningsafspraak: morfine"
* goal[0] = Reference(willem-doel-thuis)
* goal[1] = Reference(willem-doel-klachten)
* goal[2] = Reference(willem-doel-riet)
* activity[0].reference = Reference(willem-medicatieafspraak-morfine) "Afspraak: morfine"
* activity[1].reference = Reference(willem-opdracht-medicijnrol)
* activity[2].reference = Reference(willem-opdracht-vrijwilliger)
* activity[3].reference = Reference(willem-opdracht-pijn)
