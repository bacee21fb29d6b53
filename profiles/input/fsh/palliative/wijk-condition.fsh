// Complies with nl-core-Problem as soon as `code` has a coding of the national lists: nl-core binds it as required and has no way to say "text only".
// A GP's text without a code is still worth reading at night, so it is accepted here.
Profile: WijkCondition
Parent: Condition
Id: wijk-condition
Title: "Diagnose of probleem"
Description: "What the patient has. Category diagnosis marks the main diagnosis."
* obeys verification-both and one-problem-type and problem-coded
* clinicalStatus 1..1
* verificationStatus 1..1
* code 1..1
* code obeys readable
* subject only Reference(Patient)
* note 0..1

Invariant: verification-both
Description: "How certain it is stands there twice: in the code of FHIR and, once, in that of the zib."
* severity = #error
* expression = "verificationStatus.coding.where((system = 'http://snomed.info/sct' and (code = '410605003' or code = '415684004' or code = '410590009' or code = '410516002')) or (system = 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor' and code = 'UNK')).count() = 1"

Invariant: one-problem-type
Description: "A problem is of one kind: diagnosis, complaint, finding, function or complication."
* severity = #error
* expression = "category.coding.where(system = 'http://snomed.info/sct').count() <= 1"

Invariant: problem-coded
Description: "A problem should have a code of a national list (ICPC-1-NL, ICD-10-NL, SNOMED CT): nl-core-Problem demands one."
* severity = #warning
* expression = "code.coding.exists()"
