Profile: TeamTask
Parent: Task
Id: team-task
Title: "Opdracht"
Description: "One member of the team asks another to do something by a day. Who asked changes what is asked, who does it changes how far it is; what was noted stays."
* obeys task-answered
* extension contains
    Accountable named accountable 1..1 and
    Agreement named agreement 0..1
* basedOn 1..*
* basedOn only Reference(CarePlan)
* status from OpdrachtStandSet (required)
* intent = #order
* code 1..1
* code = $taak#opdracht
* description 1..1
* insert TaskOfTeam
* requester only Reference(Organization or PractitionerRole or RelatedPerson or Patient)
* owner only Reference(Organization or PractitionerRole or RelatedPerson or Patient)
* restriction 1..1
* restriction.period 1..1
* restriction.period.end 1..1
* restriction.period.end ^definition = "The day by which it is done."

Invariant: task-answered
Description: "Who doesn't do what was asked, or couldn't, says why."
* severity = #error
* expression = "(status = 'rejected' or status = 'failed') implies statusReason.text.exists()"
