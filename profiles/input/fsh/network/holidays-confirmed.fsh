Extension: HolidaysConfirmed
Id: holidays-confirmed
Title: "Feestdagen bevestigd"
Description: "A year for which the post confirmed its list of holidays (notAvailable): then that list counts and nothing else. In other years the public holidays count too."
Context: HealthcareService
* value[x] 1..1
* value[x] only integer
