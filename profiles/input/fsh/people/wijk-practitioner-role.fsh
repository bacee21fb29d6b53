Profile: WijkPractitionerRole
Parent: PractitionerRole
Id: wijk-practitioner-role
Title: "Rol van een zorgverlener"
Description: "What a person does for an organisation, by our Dutch role key; the national code (UZI, Vektis) stands in specialty. availableTime is the duty roster. A role out of another system's document may lack our key, and then also the organisation."
* insert CompliesWith("http://nictiz.nl/fhir/StructureDefinition/nl-core-HealthProfessional-PractitionerRole")
* obeys wijk-role-organization and wijk-role-supervised and wijk-role-cover
* extension contains Supervisor named supervisor 0..1
* extension contains
    Cover named cover 0..1 and
    IncludesAnw named includesAnw 0..1
* availableTime.extension contains Presence named presence 0..1
* practitioner 1..1
* code.coding ^slicing.discriminator.type = #value
* code.coding ^slicing.discriminator.path = "system"
* code.coding ^slicing.rules = #open
* code.coding contains rol 0..1
* code.coding[rol] from RolSet (required)
* code.coding[rol].system 1..1
* code.coding[rol].system = $rol
* code.coding[rol].code 1..1

Invariant: wijk-role-organization
Description: "Who has a role in the neighbourhood has it for an organisation."
* severity = #error
* expression = "code.coding.where(system = 'https://wijkverband.example/fhir/CodeSystem/rol').exists() implies organization.exists()"

Invariant: wijk-role-supervised
Description: "Only who learns or acts under an agreement has a supervisor: aios, anios, physician assistant, verpleegkundig specialist."
* severity = #error
* expression = "extension('https://wijkverband.example/fhir/StructureDefinition/supervisor').exists() implies code.coding.where(system = 'https://wijkverband.example/fhir/CodeSystem/rol' and (code = 'aios' or code = 'anios' or code = 'physician-assistant' or code = 'verpleegkundig-specialist')).exists()"

Invariant: wijk-role-cover
Description: "Who stands in for a huisarts is a waarnemer, and is so until a stated moment."
* severity = #error
* expression = "extension('https://wijkverband.example/fhir/StructureDefinition/cover').exists() implies (period.end.exists() and code.coding.where(system = 'https://wijkverband.example/fhir/CodeSystem/rol' and code = 'waarnemer').exists())"
