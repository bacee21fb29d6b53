ValueSet: TeamSet
Id: team
Title: "Soorten teams"
Description: "Alle soorten teams."
* ^experimental = false
* include codes from system Team
