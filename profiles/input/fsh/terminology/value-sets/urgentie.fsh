ValueSet: UrgentieSet
Id: urgentie
Title: "Urgentie van een contact"
Description: "Alle niveaus."
* ^experimental = false
* include codes from system Urgentie
