Instance: willem-voorbeeld
InstanceOf: WijkPatient
Usage: #example
Title: "Willem Voorbeeld"
Description: "Main patient of the demo: 78 years, lung cancer, at home with his wife, in the terminal phase."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-Patient")
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-Patient")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-Patient")
* extension[0].url = "https://fhir.iknl.nl/fhir/StructureDefinition/ext-LegallyCapable-MedicalTreatmentDecisions"
* extension[0].extension[0].url = "legallyCapable"
* extension[0].extension[0].valueBoolean = true
* identifier[bsn].value = "999911120"
* insert OfficialName("Willem", "Voorbeeld", "Willem Voorbeeld")
* telecom[0].system = #phone
* telecom[0].value = "+31 00 000 00 01"
* telecom[0].use = #home
* gender = #male
* birthDate = "1948-03-12"
* address.use = #home
* address.line = "Voorbeeldstraat 12"
* address.line.extension[0].url = "http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-streetName"
* address.line.extension[0].valueString = "Voorbeeldstraat"
* address.line.extension[1].url = "http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-houseNumber"
* address.line.extension[1].valueString = "12"
* address.city = "Voorbeeldstad"
* address.postalCode = "0000 AA"
* generalPractitioner[0] = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* generalPractitioner[1] = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
