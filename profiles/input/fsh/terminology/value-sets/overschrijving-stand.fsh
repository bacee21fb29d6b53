ValueSet: OverschrijvingStandSet
Id: overschrijving-stand
Title: "Stand van een overschrijving"
Description: "Een praktijk antwoordt één keer. Een nieuwe overschrijving maakt een oude vraag overbodig."
* ^experimental = false
* $taskstatus#requested "gevraagd"
* $taskstatus#requested ^designation[0].language = #en
* $taskstatus#requested ^designation[=].value = "Requested"
* $taskstatus#accepted "akkoord"
* $taskstatus#accepted ^designation[0].language = #en
* $taskstatus#accepted ^designation[=].value = "Accepted"
* $taskstatus#rejected "niet akkoord"
* $taskstatus#rejected ^designation[0].language = #en
* $taskstatus#rejected ^designation[=].value = "Rejected"
* $taskstatus#cancelled "ingehaald"
* $taskstatus#cancelled ^designation[0].language = #en
* $taskstatus#cancelled ^designation[=].value = "Cancelled"
* $taskstatus#completed "klaar"
* $taskstatus#completed ^designation[0].language = #en
* $taskstatus#completed ^designation[=].value = "Completed"
