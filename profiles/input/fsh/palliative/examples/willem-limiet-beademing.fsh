Instance: willem-limiet-beademing
InstanceOf: TreatmentDirective
Usage: #example
Title: "Beademing: niet doen"
Description: "Deny."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-TreatmentDirective2")
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-TreatmentDirective")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-TreatmentDirective")
* status = #active
* dateTime = "2026-11-10"
* insert AgreedByWillemAndEva
* provision.type = #deny
* provision.code = $sct#40617009 "kunstmatige beademing"
