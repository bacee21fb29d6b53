Instance: willem-bereikbaarheid-huisarts
InstanceOf: GpAvailability
Usage: #example
Title: "Eva is bereikbaar"
Description: "On weekday evenings and at weekends in daytime, for two weeks."
* extension[period].valuePeriod.start = "2026-11-20T17:00:00+01:00"
* extension[period].valuePeriod.end = "2026-12-04T08:00:00+01:00"
* extension[availableTime][0].extension[daysOfWeek][0].valueCode = #mon
* extension[availableTime][0].extension[daysOfWeek][1].valueCode = #tue
* extension[availableTime][0].extension[daysOfWeek][2].valueCode = #wed
* extension[availableTime][0].extension[daysOfWeek][3].valueCode = #thu
* extension[availableTime][0].extension[daysOfWeek][4].valueCode = #fri
* extension[availableTime][0].extension[start].valueTime = "17:00:00"
* extension[availableTime][0].extension[end].valueTime = "23:00:00"
* extension[availableTime][1].extension[daysOfWeek][0].valueCode = #sat
* extension[availableTime][1].extension[daysOfWeek][1].valueCode = #sun
* extension[availableTime][1].extension[start].valueTime = "09:00:00"
* extension[availableTime][1].extension[end].valueTime = "21:00:00"
* extension[telecom][0].valueContactPoint.system = #phone
* extension[telecom][0].valueContactPoint.value = "+31 00 000 00 12"
* extension[telecom][0].valueContactPoint.use = #mobile
* extension[telecom][0].valueContactPoint.rank = 1
* extension[telecom][1].valueContactPoint.system = #phone
* extension[telecom][1].valueContactPoint.value = "+31 00 000 00 13"
* extension[telecom][1].valueContactPoint.use = #home
* extension[telecom][1].valueContactPoint.rank = 2
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* created = "2026-11-20"
* author = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
