Profile: WijkHealthcareService
Parent: HealthcareService
Id: wijk-healthcare-service
Title: "Openingstijden"
Description: "The hours of a practice (praktijkuren) or of an out-of-hours post (anw), Europe/Amsterdam. An end before the start lies on the next day. notAvailable of a practice are the days on which it is closed, of a post its holidays; holidaysConfirmed names the years whose list somebody at the post confirmed. A whole day of a post lasts until eight the next morning."
* extension contains HolidaysConfirmed named holidaysConfirmed 0..*
* active 1..1
* providedBy 1..1
* type 1..1
* type.coding ^slicing.discriminator.type = #value
* type.coding ^slicing.discriminator.path = "system"
* type.coding ^slicing.rules = #open
* type.coding contains dienst 1..1
* type.coding[dienst] from DienstSet (required)
* type.coding[dienst].system 1..1
* type.coding[dienst].system = $dienst
* type.coding[dienst].code 1..1
* availableTime obeys wijk-hours
* availableTime.daysOfWeek 1..*
* notAvailable.during 1..1
* notAvailable.during.start 1..1
* notAvailable.during.end 1..1

Invariant: wijk-hours
Description: "Hours are the whole day, or have a start and an end."
* severity = #error
* expression = "((allDay.exists() and allDay) and availableStartTime.empty() and availableEndTime.empty()) or ((allDay.exists() and allDay).not() and availableStartTime.exists() and availableEndTime.exists())"
