Instance: uren-praktijk-voorbeeldstraat
InstanceOf: WijkHealthcareService
Usage: #example
Title: "Hours of the practice"
Description: "Monday to Friday, closed at Christmas."
* active = true
* providedBy = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* type.coding[dienst].code = #praktijkuren
* telecom[0].system = #phone
* telecom[0].value = "+31 00 000 00 11"
* availableTime[0].daysOfWeek[0] = #mon
* availableTime[0].daysOfWeek[1] = #tue
* availableTime[0].daysOfWeek[2] = #wed
* availableTime[0].daysOfWeek[3] = #thu
* availableTime[0].daysOfWeek[4] = #fri
* availableTime[0].availableStartTime = "08:00:00"
* availableTime[0].availableEndTime = "17:00:00"
* notAvailable[0].description = "Kerst"
* notAvailable[0].during.start = "2026-12-25"
* notAvailable[0].during.end = "2026-12-26"
