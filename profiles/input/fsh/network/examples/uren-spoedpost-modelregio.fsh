Instance: uren-spoedpost-modelregio
InstanceOf: WijkHealthcareService
Usage: #example
Title: "Hours of the post"
Description: "Evenings and nights until the next morning, and the whole weekend."
* active = true
* providedBy = Reference(spoedpost-modelregio) "Huisartsenspoedpost Modelregio"
* type.coding[dienst].code = #anw
* telecom[0].system = #phone
* telecom[0].value = "+31 00 000 00 30"
* availableTime[0].daysOfWeek[0] = #mon
* availableTime[0].daysOfWeek[1] = #tue
* availableTime[0].daysOfWeek[2] = #wed
* availableTime[0].daysOfWeek[3] = #thu
* availableTime[0].daysOfWeek[4] = #fri
* availableTime[0].availableStartTime = "17:00:00"
* availableTime[0].availableEndTime = "08:00:00"
* availableTime[1].daysOfWeek[0] = #sat
* availableTime[1].daysOfWeek[1] = #sun
* availableTime[1].allDay = true
