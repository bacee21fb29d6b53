ValueSet: BeoordelingStandSet
Id: beoordeling-stand
Title: "Stand van een beoordeling"
Description: "Gevraagd, of klaar."
* ^experimental = false
* $taskstatus#requested "gevraagd"
* $taskstatus#requested ^designation[0].language = #en
* $taskstatus#requested ^designation[=].value = "Requested"
* $taskstatus#completed "klaar"
* $taskstatus#completed ^designation[0].language = #en
* $taskstatus#completed ^designation[=].value = "Completed"
