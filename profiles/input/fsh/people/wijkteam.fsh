Profile: Wijkteam
Parent: CareTeam
Id: wijkteam
Title: "Wijkteam"
Description: "The organisations and people around one patient. A participant is an organisation with a function, because shifts change; for a social worker, an informal carer or the patient it is the person. Coordinator and first point of contact are said beside the function. Only operations write it. nl-core-CareTeam is not named: it allows one of each kind of participant, and a patient has two carers, or somebody who comes back."
* obeys wijk-one-coordinator
* obeys wijk-one-first-contact
* obeys team-roles
* status 1..1
* category 1..1
* category.coding ^slicing.discriminator.type = #value
* category.coding ^slicing.discriminator.path = "system"
* category.coding ^slicing.rules = #open
* category.coding contains team 1..1
* category.coding[team].system 1..1
* category.coding[team].system = $team
* category.coding[team].code 1..1
* category.coding[team].code = #wijkteam
* subject 1..1
* subject only Reference(Patient)
* participant.extension contains ContactPerson named contactPerson 0..1
* participant obeys wijk-function
* participant obeys wijk-person-function
* participant obeys wijk-contact-of-organisation
* participant.member 1..1
* participant.member only Reference(Organization or PractitionerRole or RelatedPerson or Patient)
* participant.period 1..1
* participant.period.start 1..1
* participant.role 1..*
* participant.role.coding ^slicing.discriminator.type = #value
* participant.role.coding ^slicing.discriminator.path = "system"
* participant.role.coding ^slicing.rules = #open
* participant.role.coding contains rol 0..1 and teamrol 0..1
* participant.role.coding[rol] from RolSet (required)
* participant.role.coding[rol].system 1..1
* participant.role.coding[rol].system = $rol
* participant.role.coding[rol].code 1..1
* participant.role.coding[teamrol] from WijkteamRolSet (required)
* participant.role.coding[teamrol].system 1..1
* participant.role.coding[teamrol].system = $teamrol
* participant.role.coding[teamrol].code 1..1

Invariant: wijk-function
Description: "A participant has one function."
* severity = #error
* expression = "role.coding.where(system = 'https://wijkverband.example/fhir/CodeSystem/rol').count() = 1"

Invariant: wijk-person-function
Description: "A person takes part as social worker, informal carer or patient; everybody else through the organisation."
* severity = #error
* expression = "member.reference.exists() and member.reference.matches('(^|/)(PractitionerRole|RelatedPerson|Patient)/') implies role.coding.where(system = 'https://wijkverband.example/fhir/CodeSystem/rol' and (code = 'sociaal-werker' or code = 'mantelzorger' or code = 'patient')).exists()"

Invariant: wijk-one-coordinator
Description: "A team has at most one coordinator at a time."
* severity = #error
* expression = "participant.where(period.end.empty() and role.coding.where(system = 'https://wijkverband.example/fhir/CodeSystem/teamrol' and code = 'coordinator').exists()).count() <= 1"

Invariant: wijk-one-first-contact
Description: "A team has at most one first point of contact at a time."
* severity = #error
* expression = "participant.where(period.end.empty() and role.coding.where(system = 'https://wijkverband.example/fhir/CodeSystem/teamrol' and code = 'eerste-aanspreekpunt').exists()).count() <= 1"

// Who takes part now depends on the clock, and FHIR says only what holds always; that there is exactly one of each at any time is for operations.
Invariant: team-roles
Description: "A team that is active has had a coordinator and a first point of contact from its start."
* severity = #error
* expression = "status = 'active' implies (participant.where(role.coding.where(system = 'https://wijkverband.example/fhir/CodeSystem/teamrol' and code = 'coordinator').exists()).exists() and participant.where(role.coding.where(system = 'https://wijkverband.example/fhir/CodeSystem/teamrol' and code = 'eerste-aanspreekpunt').exists()).exists())"

Invariant: wijk-contact-of-organisation
Description: "A contact person is named for an organisation; a person is reached directly."
* severity = #error
* expression = "extension.where(url = 'https://wijkverband.example/fhir/StructureDefinition/contact-person').exists() implies (member.reference.exists() and member.reference.matches('(^|/)Organization/'))"
