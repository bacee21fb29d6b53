Extension: IncludesAnw
Id: includes-anw
Title: "Ook in avond, nacht en weekend"
Description: "Cover goes for practice hours only; with true it also goes for evening, night, weekend and holidays."
Context: CareTeam.participant, OrganizationAffiliation, PractitionerRole
* value[x] only boolean
* value[x] 1..1
