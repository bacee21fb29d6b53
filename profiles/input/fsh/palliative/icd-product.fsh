Profile: IcdProduct
Parent: Device
Id: icd-product
Title: "De ICD"
Description: "The kind of defibrillator, and its number if it is known."
* insert CompliesWith("http://nictiz.nl/fhir/StructureDefinition/nl-core-MedicalDevice.Product")
* insert CompliesWith("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-MedicalDevice.Product-ICD")
* obeys device-of-patient
* identifier 0..1
* type 1..1
* type from IcdProductSet (required)
* udiCarrier 0..1
* note 0..1

Invariant: device-of-patient
Description: "A device should name its patient; else only its use tells whose it is."
* severity = #warning
* expression = "patient.exists()"
