Instance: uren-spoedpost-modelregio
InstanceOf: WijkHealthcareService
Usage: #example
Title: "Hours of the post"
Description: "Evenings and nights until the next morning, the whole weekend, and the holidays of 2027 as the post confirmed them: its region keeps Bevrijdingsdag."
* extension[holidaysConfirmed].valueInteger = 2027
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
* notAvailable[0].description = "Nieuwjaar"
* notAvailable[0].during.start = "2027-01-01"
* notAvailable[0].during.end = "2027-01-01"
* notAvailable[1].description = "Tweede paasdag"
* notAvailable[1].during.start = "2027-03-29"
* notAvailable[1].during.end = "2027-03-29"
* notAvailable[2].description = "Koningsdag"
* notAvailable[2].during.start = "2027-04-27"
* notAvailable[2].during.end = "2027-04-27"
* notAvailable[3].description = "Bevrijdingsdag"
* notAvailable[3].during.start = "2027-05-05"
* notAvailable[3].during.end = "2027-05-05"
* notAvailable[4].description = "Hemelvaartsdag"
* notAvailable[4].during.start = "2027-05-06"
* notAvailable[4].during.end = "2027-05-06"
* notAvailable[5].description = "Tweede pinksterdag"
* notAvailable[5].during.start = "2027-05-17"
* notAvailable[5].during.end = "2027-05-17"
* notAvailable[6].description = "Eerste kerstdag"
* notAvailable[6].during.start = "2027-12-25"
* notAvailable[6].during.end = "2027-12-25"
* notAvailable[7].description = "Tweede kerstdag"
* notAvailable[7].during.start = "2027-12-26"
* notAvailable[7].during.end = "2027-12-26"
