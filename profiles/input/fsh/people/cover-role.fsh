// A locum's own role says what he is; this one says that he stands in here, for whom, and until when. It ends by itself.
Profile: CoverRole
Parent: PractitionerRole
Id: cover-role
Title: "Waarneming van een huisarts"
Description: "Somebody stands in for a huisarts: a role at the covered practice, until a stated moment. Without availableTime the locum is there as long as the cover lasts. In practice hours only, unless it says that it goes for evening, night and weekend too."
* obeys wijk-cover-other
* extension contains
    Cover named cover 1..1 and
    IncludesAnw named includesAnw 0..1
* availableTime.extension contains Presence named presence 0..1
* active 1..1
* period 1..1
* period.start 1..1
* period.end 1..1
* practitioner 1..1
* organization 1..1
* code 1..1
* code.coding ^slicing.discriminator.type = #value
* code.coding ^slicing.discriminator.path = "system"
* code.coding ^slicing.rules = #open
* code.coding contains rol 1..1
* code.coding[rol].system 1..1
* code.coding[rol].system = $rol
* code.coding[rol].code 1..1
* code.coding[rol].code = #waarnemer

Invariant: wijk-cover-other
Description: "Nobody stands in for himself."
* severity = #error
* expression = "extension('https://wijkverband.example/fhir/StructureDefinition/cover').all(extension.where(url = 'covered').value.reference.exists() and extension.where(url = 'by').value.reference.exists() implies extension.where(url = 'covered').value.reference != extension.where(url = 'by').value.reference)"
