Instance: willem-icd-gebruik
InstanceOf: IcdUse
Usage: #example
Title: "Willem heeft een ICD"
Description: "In use since 2019, still switched on."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-MedicalDevice")
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-MedicalDevice")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-MedicalDevice")
* status = #active
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* timingPeriod.start = "2019-05"
* device = Reference(willem-icd) "ICD"
* note.text = "Geplaatst na een hartstilstand in 2019. De ICD staat nog aan. De afspraak om hem uit te zetten is op 24 november. De magneet ligt in de doos met noodmedicijnen."
