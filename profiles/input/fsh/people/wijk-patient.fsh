Profile: WijkPatient
Parent: Patient
Id: wijk-patient
Title: "Patiënt"
Description: "Who the care is for. A passer-by or a newborn may have no BSN; a name and a birth date are always known, or the answer at night would be about nobody. Capacity stands in the extension of PZP, under its old or its new address."
* insert CompliesWith("http://nictiz.nl/fhir/StructureDefinition/nl-core-Patient")
* obeys wijk-capacity
* identifier ^slicing.discriminator.type = #value
* identifier ^slicing.discriminator.path = "system"
* identifier ^slicing.rules = #open
* identifier contains bsn 0..1
* identifier[bsn].system 1..1
* identifier[bsn].system = $bsn
* identifier[bsn].value 1..1
* identifier[bsn].value obeys wijk-elfproef
* name 1..*
* birthDate 1..1

// Weights 9, 8, 7, 6, 5, 4, 3, 2, -1; the sum is divisible by 11. Source: Logisch Ontwerp BSN.
Invariant: wijk-elfproef
Description: "A BSN has nine digits and passes the elfproef."
* severity = #error
* expression = "matches('^[0-9]{9}$') and $this != '000000000' and (substring(0, 1).toInteger() * 9 + substring(1, 1).toInteger() * 8 + substring(2, 1).toInteger() * 7 + substring(3, 1).toInteger() * 6 + substring(4, 1).toInteger() * 5 + substring(5, 1).toInteger() * 4 + substring(6, 1).toInteger() * 3 + substring(7, 1).toInteger() * 2 - substring(8, 1).toInteger()) mod 11 = 0"

Invariant: wijk-capacity
Description: "Whether the patient can decide is said at most once, and then with yes or no."
* severity = #error
* expression = "extension.where(url = 'https://fhir.iknl.nl/fhir/StructureDefinition/ext-LegallyCapable-MedicalTreatmentDecisions' or url = 'https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ext-LegallyCapable-MedicalTreatmentDecisions').count() <= 1 and extension.where(url = 'https://fhir.iknl.nl/fhir/StructureDefinition/ext-LegallyCapable-MedicalTreatmentDecisions' or url = 'https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ext-LegallyCapable-MedicalTreatmentDecisions').all(extension.where(url = 'legallyCapable').value.exists())"
