Extension: AvailableTime
Id: available-time
Title: "Op welke uren"
Description: "Days and hours within the period. Without it the GP can be called at any hour. An end before the start is on the next day: 22:00 to 07:00 is a night."
* ^context[0].type = #element
* ^context[0].expression = "Basic"
* obeys available-hours
* extension contains
    daysOfWeek 0..7 and
    start 1..1 and
    end 1..1
* extension[daysOfWeek].value[x] 1..1
* extension[daysOfWeek].value[x] only code
* extension[daysOfWeek].valueCode from http://hl7.org/fhir/ValueSet/days-of-week (required)
* extension[start].value[x] 1..1
* extension[start].value[x] only time
* extension[end].value[x] 1..1
* extension[end].value[x] only time

Invariant: available-hours
Description: "Start and end differ: the same time twice says nothing."
* severity = #error
* expression = "extension.where(url = 'start').value != extension.where(url = 'end').value"
