ValueSet: VoorstelStandSet
Id: voorstel-stand
Title: "Stand van een voorstel"
Description: "Gevraagd, aangenomen, afgewezen, ingetrokken door wie het deed, of verlopen."
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
* $taskstatus#failed "verlopen"
* $taskstatus#failed ^designation[0].language = #en
* $taskstatus#failed ^designation[=].value = "Failed"
