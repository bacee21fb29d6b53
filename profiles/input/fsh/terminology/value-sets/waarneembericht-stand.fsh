ValueSet: WaarneemberichtStandSet
Id: waarneembericht-stand
Title: "Stand van een waarneembericht"
Description: "Het wacht op een huisarts, of een huisarts heeft het gelezen."
* ^experimental = false
* $taskstatus#requested "wacht"
* $taskstatus#requested ^designation[0].language = #en
* $taskstatus#requested ^designation[=].value = "Requested"
* $taskstatus#completed "gelezen"
* $taskstatus#completed ^designation[0].language = #en
* $taskstatus#completed ^designation[=].value = "Completed"
