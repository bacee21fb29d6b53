// The policy goal of PZP is another profile, with other words: nothing of this is asked of it.
Profile: WijkGoal
Parent: Goal
Id: wijk-goal
Title: "Doel"
Description: "What the team, or one discipline, works at, in words that the patient understands. A shared goal stands in the plan; a goal of one discipline belongs to who wrote it."
* insert CompliesWith("http://nictiz.nl/fhir/StructureDefinition/nl-core-TreatmentObjective")
* category.coding ^slicing.discriminator.type = #value
* category.coding ^slicing.discriminator.path = "system"
* category.coding ^slicing.rules = #open
* category.coding contains doel 0..1
* category.coding[doel] from DoelSet (required)
* category.coding[doel].system 1..1
* category.coding[doel].system = $doel
* category.coding[doel].code 1..1
* description obeys readable
* subject only Reference(Patient)
* addresses 0..1
* note 0..1
