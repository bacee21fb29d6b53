Extension: OrganisationDeclared
Id: organisation-declared
Title: "Wat de praktijk over de eigen organisatie verklaart"
Description: "What a practice declares of itself: whether it is clear who leads it and who carries the final responsibility for the care, since when, and in words. It holds for a year."
Context: Organization
* extension contains
    clear 1..1 and
    on 1..1 and
    text 0..1
* extension[clear].value[x] 1..1
* extension[clear].value[x] only boolean
* extension[on].value[x] 1..1
* extension[on].value[x] only date
* extension[text].value[x] 1..1
* extension[text].value[x] only string
