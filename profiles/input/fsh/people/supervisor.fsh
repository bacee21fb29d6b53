Extension: Supervisor
Id: supervisor
Title: "Begeleidende huisarts"
Description: "Under which huisarts of the same practice somebody works who learns (aios, anios) or acts under an agreement (physician assistant, verpleegkundig specialist). Kept by the huisarts or the practice manager, never by who is supervised."
Context: PractitionerRole
* value[x] only Reference(PractitionerRole)
* value[x] 1..1
