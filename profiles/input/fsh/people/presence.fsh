Extension: Presence
Id: presence
Title: "Op de praktijk of op afstand"
Description: "Where somebody is during these hours. Hours without it are hours at the practice. Who is remote is on duty all the same; who is at the practice goes before an equal who is not."
Context: PractitionerRole.availableTime
* value[x] 1..1
* value[x] only code
* valueCode from AanwezigheidSet (required)
