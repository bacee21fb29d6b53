Instance: decide
InstanceOf: OperationDefinition
Usage: #definition
Title: "Decide on a proposal"
* url = "https://wijkverband.example/fhir/OperationDefinition/decide"
* version = "0.1.0"
* name = "Decide"
* title = "Decide on a proposal"
* status = #active
* kind = #operation
* description = "Answers what waits for a decision: a proposal, an invitation, or a question about a move to another practice. Accepts a proposal, rejects it with a reason, or accepts it amended. What is accepted is applied to the current version; where that has changed in the same place since, the answer is a conflict with both sides. The new version, its two signatures and the closed proposal are one transaction."
* comment = "POST only, on the proposal, once. For the dossier and the plan only a huisarts or covering waarnemer of the practice of registration; for an own part a professional of the organisation that wrote it."
* affectsState = true
* code = #decide
* resource = #Task
* system = false
* type = false
* instance = true
* parameter[+].name = #decision
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "What is done with it."
* parameter[=].type = #code
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://wijkverband.example/fhir/ValueSet/besluit"
* parameter[+].name = #reason
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Why. Needed to reject."
* parameter[=].type = #string
* parameter[+].name = #patch
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "With amend, and only then: the change that is made in place of the proposed one, as FHIRPath Patch."
* parameter[=].type = #Parameters
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The proposal, closed; output names the new version."
* parameter[=].type = #Task
