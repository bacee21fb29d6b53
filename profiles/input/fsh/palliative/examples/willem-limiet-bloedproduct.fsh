Instance: willem-limiet-bloedproduct
InstanceOf: TreatmentDirective
Usage: #example
Title: "Bloed: niet besproken"
Description: "Explicitly not discussed."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-TreatmentDirective2")
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-TreatmentDirective")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-TreatmentDirective")
* status = #active
* dateTime = "2026-11-10"
* insert AgreedByWillemAndEva
* extension[discussion].valueCode = #not-discussed
* modifierExtension[0].url = "http://nictiz.nl/fhir/StructureDefinition/ext-TreatmentDirective2.SpecificationOther"
* modifierExtension[0].valueString = "Niet besproken"
* provision.code = $sct#116762002 "toediening van bloedproduct"
