Instance: review-break-glass
InstanceOf: OperationDefinition
Usage: #definition
Title: "Judge emergency access afterwards"
* url = "https://wijkverband.example/fhir/OperationDefinition/review-break-glass"
* version = "0.1.0"
* name = "ReviewBreakGlass"
* title = "Judge emergency access afterwards"
* status = #active
* kind = #operation
* description = "Closes the review of a grant with a decision and words. Not justified ends the grant at once if it still runs. The organisation of who came in is told, and the patient."
* comment = "POST only, on the review. Only a huisarts or covering waarnemer of the practice of registration may do it, once, and nobody judges the own use."
* affectsState = true
* code = #review-break-glass
* resource = #Task
* system = false
* type = false
* instance = true
* parameter[+].name = #decision
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "What the own huisarts thinks of it."
* parameter[=].type = #code
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://wijkverband.example/fhir/ValueSet/oordeel"
* parameter[+].name = #reason
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "Why, for who came in and the patient."
* parameter[=].type = #string
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The review, closed."
* parameter[=].type = #Task
