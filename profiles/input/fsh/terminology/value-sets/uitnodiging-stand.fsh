ValueSet: UitnodigingStandSet
Id: uitnodiging-stand
Title: "Stand van een uitnodiging"
Description: "Alleen bij aangenomen doet iemand mee in het wijkteam."
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
* $taskstatus#completed "doet niet meer mee"
* $taskstatus#completed ^designation[0].language = #en
* $taskstatus#completed ^designation[=].value = "Completed"
