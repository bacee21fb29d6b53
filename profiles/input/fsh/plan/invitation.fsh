Profile: Invitation
Parent: Task
Id: invitation
Title: "Uitnodiging"
Description: "Somebody is asked to take part in the team of the plan, in a function. Membership follows it: requested gives no access, accepted does, and what ended gives none. Only $invite makes one."
* status from UitnodigingStandSet (required)
* intent = #order
* code 1..1
* code = $taak#uitnodiging
* focus 1..1
* focus only Reference(CarePlan)
* insert TaskOfTeam
* requester only Reference(PractitionerRole)
* owner only Reference(Organization or PractitionerRole or RelatedPerson or Patient)
* owner ^definition = "Who is invited: an organisation, or the person for a social worker or informal carer."
* insert ToldByType(input)
* input contains function 1..1 and place 0..1
* input[function].type = $taakgegeven#functie
* input[function].value[x] only CodeableConcept
* input[function].value[x] from RolSet (required)
* input[place].type = $taakgegeven#plaats
* input[place].value[x] only CodeableConcept
* input[place].value[x] from WijkteamRolSet (required)
