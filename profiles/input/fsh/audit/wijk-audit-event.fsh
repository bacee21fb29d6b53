Profile: WijkAuditEvent
Parent: AuditEvent
Id: wijk-audit-event
Title: "Logregel"
Description: "One interaction about one patient, in the shape that NEN 7513 asks and IHE BALP uses: what, when, about whom, by which person in which role, under whose responsibility, for which organisation, why, on which ground. Never a BSN and never clinical content."
* obeys wijk-audit-person and wijk-audit-no-bsn
* subtype 1..*
* action 1..1
* outcome 1..1
* agent ^slicing.discriminator.type = #pattern
* agent ^slicing.discriminator.path = "type"
* agent ^slicing.rules = #open
* agent contains gebruiker 0..1 and verantwoordelijke 0..1 and organisatie 0..1 and programma 1..1
* agent[gebruiker].type 1..1
* agent[gebruiker].type = $v3participation#IRCP
* agent[gebruiker].who 1..1
* agent[gebruiker].role 1..*
* agent[gebruiker].purposeOfUse 1..*
* agent[verantwoordelijke].type 1..1
* agent[verantwoordelijke].type = $v3participation#RESP
* agent[verantwoordelijke].who 1..1
* agent[organisatie].type 1..1
* agent[organisatie].type = $v3class#PROV
* agent[organisatie].who 1..1
* agent[programma].type 1..1
* agent[programma].type = $dcm#110150
* agent[programma].who 1..1
* entity ^slicing.discriminator[0].type = #pattern
* entity ^slicing.discriminator[0].path = "type"
* entity ^slicing.discriminator[1].type = #pattern
* entity ^slicing.discriminator[1].path = "role"
* entity ^slicing.rules = #open
* entity contains patient 0..1 and gegeven 0..* and grondslag 0..* and zoekvraag 0..1
* entity[patient].type 1..1
* entity[patient].type = $entitytype#1
* entity[patient].role 1..1
* entity[patient].role = $objectrole#1
* entity[patient].what 1..1
* entity[gegeven].type 1..1
* entity[gegeven].type = $entitytype#2
* entity[gegeven].role 1..1
* entity[gegeven].role = $objectrole#4
* entity[gegeven].what 1..1
* entity[grondslag].type 1..1
* entity[grondslag].type = $entitytype#2
* entity[grondslag].role 1..1
* entity[grondslag].role = $objectrole#13
* entity[grondslag].what 1..1
* entity[zoekvraag].type 1..1
* entity[zoekvraag].type = $entitytype#2
* entity[zoekvraag].role 1..1
* entity[zoekvraag].role = $objectrole#24
* entity[zoekvraag].query 1..1

Invariant: wijk-audit-person
Description: "What succeeded about a patient names the person who asked."
* severity = #error
* expression = "outcome = '0' and entity.where(type.code = '1').exists() implies agent.where(type.coding.where(code = 'IRCP').exists()).exists()"

Invariant: wijk-audit-no-bsn
Description: "A log line names the patient by reference, never by BSN."
* severity = #error
* expression = "agent.who.identifier.where(system = 'http://fhir.nl/fhir/NamingSystem/bsn').empty() and entity.what.identifier.where(system = 'http://fhir.nl/fhir/NamingSystem/bsn').empty()"
