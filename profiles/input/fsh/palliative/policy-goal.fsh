Profile: PolicyGoal
Parent: Goal
Id: policy-goal
Title: "Doel van het medisch beleid"
Description: "What treatment is for now: curing, living longer, or comfort. PZP 1.0.0 wants a category; older sources have none, so it is asked for, not demanded."
* insert CompliesWith("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-Medical-Policy-Goal")
* obeys goal-category and goal-dated
* description from BeleidsdoelSet (required)
* subject only Reference(Patient)

Invariant: goal-category
Description: "A policy goal should have category advance care planning: PZP 1.0.0 is searched by it."
* severity = #warning
* expression = "category.coding.where(system = 'http://snomed.info/sct' and code = '713603004').exists()"

Invariant: goal-dated
Description: "A policy goal should say since when it holds."
* severity = #warning
* expression = "statusDate.exists() or start.exists()"
