// All who read the plan read the minutes. What not everyone may read is in the agreement itself: a Task with its own label.
Profile: MdoMinutes
Parent: Composition
Id: mdo-minutes
Title: "Verslag van een multidisciplinair overleg"
Description: "What was discussed and agreed. Never changed: a correction is a new one that replaces it. Each agreement is a task with an owner and a day."
* status from VerslagStandSet (required)
* type = $verslag#mdo-verslag
* subject 1..1
* subject only Reference(Patient)
* encounter 1..1
* author only Reference(PractitionerRole)
* section 1..*
* section.title 1..1
* section ^slicing.discriminator.type = #pattern
* section ^slicing.discriminator.path = "code"
* section ^slicing.rules = #open
* section contains afspraken 0..1
* section[afspraken].code = $verslag#afspraken
* section[afspraken].entry 1..*
* section[afspraken].entry only Reference(Task)
* section[afspraken] ^definition = "The agreements: tasks (team-task) of members."
