Instance: willem-limiet-antibiotica
InstanceOf: TreatmentDirective
Usage: #example
Title: "Antibiotica: wel doen"
Description: "Permit."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-TreatmentDirective2")
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-TreatmentDirective")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-TreatmentDirective")
* status = #active
* dateTime = "2026-11-10"
* insert AgreedByWillemAndEva
* extension[+].url = "http://nictiz.nl/fhir/StructureDefinition/ext-Comment"
* extension[=].valueString = "Bij een longontsteking mag een kuur thuis, als Willem daar minder last door krijgt."
* provision.type = #permit
* provision.code = $sct#281789004 "antibiotische therapie"
