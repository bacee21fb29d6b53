ValueSet: OpdrachtStandSet
Id: opdracht-stand
Title: "Stand van een opdracht"
Description: "Van gevraagd tot klaar."
* ^experimental = false
* $taskstatus#requested "gevraagd"
* $taskstatus#requested ^designation[0].language = #en
* $taskstatus#requested ^designation[=].value = "Requested"
* $taskstatus#accepted "aangenomen"
* $taskstatus#accepted ^designation[0].language = #en
* $taskstatus#accepted ^designation[=].value = "Accepted"
* $taskstatus#rejected "afgewezen"
* $taskstatus#rejected ^designation[0].language = #en
* $taskstatus#rejected ^designation[=].value = "Rejected"
* $taskstatus#cancelled "ingetrokken"
* $taskstatus#cancelled ^designation[0].language = #en
* $taskstatus#cancelled ^designation[=].value = "Cancelled"
* $taskstatus#in-progress "bezig"
* $taskstatus#in-progress ^designation[0].language = #en
* $taskstatus#in-progress ^designation[=].value = "In Progress"
* $taskstatus#on-hold "uitgesteld"
* $taskstatus#on-hold ^designation[0].language = #en
* $taskstatus#on-hold ^designation[=].value = "On Hold"
* $taskstatus#completed "klaar"
* $taskstatus#completed ^designation[0].language = #en
* $taskstatus#completed ^designation[=].value = "Completed"
* $taskstatus#failed "niet gelukt"
* $taskstatus#failed ^designation[0].language = #en
* $taskstatus#failed ^designation[=].value = "Failed"
