Extension: RegistrationKind
Id: registration-kind
Title: "Soort inschrijving"
Description: "How the patient came to the practice. A passer-by or a newborn may have no BSN yet."
Context: CareTeam
* value[x] only code
* value[x] 1..1
* valueCode from InschrijvingSoortSet (required)
