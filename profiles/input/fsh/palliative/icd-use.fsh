Profile: IcdUse
Parent: DeviceUseStatement
Id: icd-use
Title: "De patiënt heeft een ICD"
Description: "A defibrillator that can shock a dying patient: whoever comes at night must know that it is there."
* insert CompliesWith("http://nictiz.nl/fhir/StructureDefinition/nl-core-MedicalDevice")
* insert CompliesWith("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-MedicalDevice")
* subject only Reference(Patient)
* note 0..1
