Instance: willem-limiet-icd
InstanceOf: TreatmentDirective
Usage: #example
Title: "ICD uitzetten: wel doen"
Description: "The ICD is to be switched off: not on the national list, so OTH with text."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-TreatmentDirective2")
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-TreatmentDirective")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-TreatmentDirective")
* status = #active
* dateTime = "2026-11-10"
* insert AgreedByWillemAndEva
* extension[+].url = "http://nictiz.nl/fhir/StructureDefinition/ext-Comment"
* extension[=].valueString = "De ICD-technicus komt aan huis. Is dat te laat? Leg dan de magneet uit de doos op de ICD."
* provision.type = #permit
* provision.code = $v3null#OTH
* provision.code.text = "uitzetten van cardioverter-defibrillator in laatste levensfase (SNOMED CT - 400231000146108)"
