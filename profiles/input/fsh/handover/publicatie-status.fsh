ValueSet: PublicatieStatusSet
Id: publicatie-status
Title: "Stand van een overdracht"
Description: "Geldig, vervangen door een nieuwe, of ingetrokken."
* ^experimental = false
* $requeststatus#active "geldig"
* $requeststatus#active ^designation[0].language = #en
* $requeststatus#active ^designation[=].value = "Active"
* $requeststatus#completed "vervangen"
* $requeststatus#completed ^designation[0].language = #en
* $requeststatus#completed ^designation[=].value = "Completed"
* $requeststatus#revoked "ingetrokken"
* $requeststatus#revoked ^designation[0].language = #en
* $requeststatus#revoked ^designation[=].value = "Revoked"
