// R4 has no search on Flag.category; R5 has, and Nictiz takes it ahead too. Home access is found by it.
Instance: Flag-category
InstanceOf: SearchParameter
Usage: #definition
Title: "Kind of flag"
* url = "https://wijkverband.example/fhir/SearchParameter/Flag-category"
* version = "0.1.0"
* name = "FlagCategory"
* status = #active
* description = "Flags by category, such as home access."
* code = #category
* base = #Flag
* type = #token
* expression = "Flag.category"
