// Complies with nl-core-AllergyIntolerance as soon as `code` has a coding of the national lists; see wijk-condition.
Profile: WijkAllergy
Parent: AllergyIntolerance
Id: wijk-allergy
Title: "Allergie of intolerantie"
Description: "What the patient can't have. That there is none is said with SNOMED CT 716186003, so that nobody has to guess what an empty list means."
* obeys none-known-alone
* clinicalStatus 1..1
* code 1..1
* code obeys readable
* patient only Reference(Patient)
* category 0..1
* note 0..1

Invariant: none-known-alone
Description: "No known allergy has no reaction."
* severity = #error
* expression = "code.coding.where(system = 'http://snomed.info/sct' and code = '716186003').exists() implies reaction.empty()"
