Profile: Huisartsteam
Parent: CareTeam
Id: huisartsteam
Title: "Huisartsteam"
Description: "The registration of a patient with one practice, and the GPs who know the patient there. Active is the registration in force. nl-core-CareTeam is not named: it allows one health professional only, and a patient has two GPs. No onBehalfOf: ctm-1 forbids it for a role."
* status 1..1
* category 1..1
* category.coding ^slicing.discriminator.type = #value
* category.coding ^slicing.discriminator.path = "system"
* category.coding ^slicing.rules = #open
* category.coding contains team 1..1
* category.coding[team].system 1..1
* category.coding[team].system = $team
* category.coding[team].code 1..1
* category.coding[team].code = #huisartsteam
* subject 1..1
* subject only Reference(Patient)
* managingOrganization 1..1
* extension contains
    ChosenOn named chosenOn 0..1 and
    IdentifiedBy named identifiedBy 0..1 and
    RecordUntil named recordUntil 0..1 and
    RegistrationKind named registrationKind 0..1
* participant.extension contains IncludesAnw named includesAnw 0..1
* participant obeys wijk-waarnemer-end
* participant.member 1..1
* participant.member only Reference(PractitionerRole)
* participant.role 1..1
* participant.role.coding ^slicing.discriminator.type = #value
* participant.role.coding ^slicing.discriminator.path = "system"
* participant.role.coding ^slicing.rules = #open
* participant.role.coding contains teamrol 1..1
* participant.role.coding[teamrol] from HuisartsteamRolSet (required)
* participant.role.coding[teamrol].system 1..1
* participant.role.coding[teamrol].system = $teamrol
* participant.role.coding[teamrol].code 1..1

Invariant: wijk-waarnemer-end
Description: "A waarnemer takes over until a stated moment."
* severity = #error
* expression = "role.coding.where(system = 'https://wijkverband.example/fhir/CodeSystem/teamrol' and code = 'waarnemer').exists() implies period.end.exists()"
