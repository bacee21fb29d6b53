Extension: AvailabilityPeriod
Id: availability-period
Title: "Van wanneer tot wanneer"
Description: "The days or weeks in which the own GP can be called. It always ends: an offer for ever is nobody's duty."
* ^context[0].type = #element
* ^context[0].expression = "Basic"
* value[x] 1..1
* value[x] only Period
* valuePeriod.start 1..1
* valuePeriod.end 1..1
