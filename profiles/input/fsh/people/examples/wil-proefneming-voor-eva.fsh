Instance: wil-proefneming-voor-eva
InstanceOf: CoverRole
Usage: #example
Title: "Wil Proefneming stands in for Eva Fictief"
Description: "Two weeks in summer, in practice hours; on Wednesdays from home."
* extension[cover].extension[covered].valueReference = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* extension[cover].extension[by].valueReference = Reference(wil-proefneming-waarnemer) "Wil Proefneming, waarnemer"
* extension[includesAnw].valueBoolean = false
* active = true
* period.start = "2027-07-19T08:00:00+02:00"
* period.end = "2027-07-30T17:00:00+02:00"
* practitioner = Reference(wil-proefneming) "Wil Proefneming"
* organization = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* code.coding[rol].code = #waarnemer
* telecom[0].system = #phone
* telecom[0].value = "+31 00 000 00 13"
* telecom[0].use = #mobile
* availableTime[0].daysOfWeek[0] = #mon
* availableTime[0].daysOfWeek[1] = #tue
* availableTime[0].daysOfWeek[2] = #thu
* availableTime[0].daysOfWeek[3] = #fri
* availableTime[0].availableStartTime = "08:00:00"
* availableTime[0].availableEndTime = "17:00:00"
* availableTime[1].extension[presence].valueCode = #remote
* availableTime[1].daysOfWeek[0] = #wed
* availableTime[1].availableStartTime = "08:00:00"
* availableTime[1].availableEndTime = "13:00:00"
