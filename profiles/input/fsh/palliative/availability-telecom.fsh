Extension: AvailabilityTelecom
Id: availability-telecom
Title: "Op welk nummer"
Description: "The number that rings where the own GP is. Rank says which one to try first."
* ^context[0].type = #element
* ^context[0].expression = "Basic"
* value[x] 1..1
* value[x] only ContactPoint
* valueContactPoint.system 1..1
* valueContactPoint.system = #phone
* valueContactPoint.value 1..1
