// The skeleton only. What each discipline does hangs in it by reference, in own resources with an own label: what stood in the plan itself
// would be read by all who read the plan.
Profile: WijkZorgplan
Parent: CarePlan
Id: wijk-zorgplan
Title: "Zorgplan"
Description: "The one shared plan of a patient: title, goals, team, period, next review, and what hangs in it. One is in force at a time (one-plan)."
* extension contains NextReview named nextReview 0..1
* insert OneCategory(plan, $sct#135411000146103)
* contained 0..0
* status from ZorgplanStandSet (required)
* intent = #plan
* title 1..1
* subject only Reference(Patient)
* careTeam 1..1
* careTeam ^definition = "The wijkteam of the patient. The server makes it with the first plan."
* activity.reference 1..1
* activity.detail 0..0
