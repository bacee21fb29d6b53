Extension: ContactPerson
Id: contact-person
Title: "Contactpersoon van de organisatie"
Description: "Whom to ask for at an organisation that takes part. Gives nobody access: the organisation takes part, so that tonight's colleague does too."
Context: CareTeam.participant
* value[x] only Reference(PractitionerRole)
* value[x] 1..1
