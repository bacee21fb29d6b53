CodeSystem: Taak
Id: taak
Title: "Soorten taken"
Description: "Waar een taak over gaat."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(inschrijving, "inschrijving", "Een praktijk vraagt om een patiënt in te schrijven.", "registration")
