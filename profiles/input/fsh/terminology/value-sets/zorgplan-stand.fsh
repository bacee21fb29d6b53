ValueSet: ZorgplanStandSet
Id: zorgplan-stand
Title: "Stand van een zorgplan"
Description: "Een plan dat loopt is actief of staat stil."
* ^experimental = false
* $requeststatus#draft "in voorbereiding"
* $requeststatus#draft ^designation[0].language = #en
* $requeststatus#draft ^designation[=].value = "Draft"
* $requeststatus#active "actief"
* $requeststatus#active ^designation[0].language = #en
* $requeststatus#active ^designation[=].value = "Active"
* $requeststatus#on-hold "staat stil"
* $requeststatus#on-hold ^designation[0].language = #en
* $requeststatus#on-hold ^designation[=].value = "On Hold"
* $requeststatus#completed "afgerond"
* $requeststatus#completed ^designation[0].language = #en
* $requeststatus#completed ^designation[=].value = "Completed"
* $requeststatus#revoked "gestopt"
* $requeststatus#revoked ^designation[0].language = #en
* $requeststatus#revoked ^designation[=].value = "Revoked"
* $requeststatus#entered-in-error "per ongeluk gemaakt"
* $requeststatus#entered-in-error ^designation[0].language = #en
* $requeststatus#entered-in-error ^designation[=].value = "Entered in Error"
