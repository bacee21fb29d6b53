ValueSet: InschrijvingSoortSet
Id: inschrijving-soort
Title: "Soorten inschrijving"
Description: "Alle soorten."
* ^experimental = false
* include codes from system InschrijvingSoort
