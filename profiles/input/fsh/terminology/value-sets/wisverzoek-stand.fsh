ValueSet: WisverzoekStandSet
Id: wisverzoek-stand
Title: "Stand van een verzoek om te wissen"
Description: "Gevraagd, of geweigerd. Van een verzoek dat is uitgevoerd, blijft niets over."
* ^experimental = false
* $taskstatus#requested "gevraagd"
* $taskstatus#requested ^designation[0].language = #en
* $taskstatus#requested ^designation[=].value = "Requested"
* $taskstatus#rejected "geweigerd"
* $taskstatus#rejected ^designation[0].language = #en
* $taskstatus#rejected ^designation[=].value = "Rejected"
