ValueSet: NoodtoegangStandSet
Id: noodtoegang-stand
Title: "Stand van noodtoegang"
Description: "Loopt nog, is voorbij, of is gestopt door de eigen praktijk."
* ^experimental = false
* $taskstatus#in-progress "loopt"
* $taskstatus#in-progress ^designation[0].language = #en
* $taskstatus#in-progress ^designation[=].value = "In Progress"
* $taskstatus#completed "voorbij"
* $taskstatus#completed ^designation[0].language = #en
* $taskstatus#completed ^designation[=].value = "Completed"
* $taskstatus#cancelled "gestopt"
* $taskstatus#cancelled ^designation[0].language = #en
* $taskstatus#cancelled ^designation[=].value = "Cancelled"
