Instance: willem-icd
InstanceOf: IcdProduct
Usage: #example
Title: "ICD"
Description: "His defibrillator."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-MedicalDevice.Product")
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-MedicalDevice.Product-ICD")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-MedicalDevice.Product-ICD")
* type = $sct#72506001 "implanteerbare cardioverter-defibrillator"
* patient = Reference(willem-voorbeeld) "Willem Voorbeeld"
