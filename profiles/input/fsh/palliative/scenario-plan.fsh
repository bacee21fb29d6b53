Profile: ScenarioPlan
Parent: CarePlan
Id: scenario-plan
Title: "Plan bij verwachte klachten"
Description: "What to do when a problem comes that was seen coming: one activity a problem. This is what prevents a needless ambulance at night, and no national profile has it."
* obeys one-policy-a-problem and scenario-named
* intent = #plan
* insert OneCategory(scenario, $overdracht#scenario)
* subject only Reference(Patient)
* created 1..1
* author 1..1
* author only Reference(PractitionerRole)
* activity 1..*
* activity.detail 1..1
* activity.detail.reasonCode 1..1
* activity.detail.reasonCode from ScenarioSet (required)
* activity.detail.description 1..1

Invariant: one-policy-a-problem
Description: "A problem has one policy; two could contradict each other."
* severity = #error
* expression = "activity.detail.reasonCode.coding.where(system = 'https://wijkverband.example/fhir/CodeSystem/scenario' and code != 'anders').code.isDistinct()"

Invariant: scenario-named
Description: "Another problem than those on the list is named in text."
* severity = #error
* expression = "activity.detail.reasonCode.all(coding.where(code = 'anders').exists() implies text.exists())"
