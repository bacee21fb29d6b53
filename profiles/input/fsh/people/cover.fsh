Extension: Cover
Id: cover
Title: "Neemt waar voor"
Description: "For which huisarts of the practice somebody stands in, and in which role of his own that person is known."
Context: PractitionerRole
* extension contains
    covered 1..1 and
    by 1..1
* extension[covered].value[x] 1..1
* extension[covered].value[x] only Reference(PractitionerRole)
* extension[by].value[x] 1..1
* extension[by].value[x] only Reference(PractitionerRole)
