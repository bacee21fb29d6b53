Instance: willem-limiet-ziekenhuis
InstanceOf: TreatmentDirective
Usage: #example
Title: "Ziekenhuis: anders"
Description: "Anders with a text: under a condition."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-TreatmentDirective2")
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-TreatmentDirective")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-TreatmentDirective")
* status = #active
* dateTime = "2026-11-10"
* insert AgreedByWillemAndEva
* modifierExtension[0].url = "http://nictiz.nl/fhir/StructureDefinition/ext-TreatmentDirective2.SpecificationOther"
* modifierExtension[0].valueString = "Liever niet. Alleen als een klacht thuis echt niet te behandelen is, bijvoorbeeld een gebroken heup. Bel eerst met Riet."
* provision.code = $sct#32485007 "opname in ziekenhuis"
