ValueSet: EigenaarSet
Id: eigenaar
Title: "Eigenaren van een praktijk"
Description: "Alle soorten eigenaren."
* ^experimental = false
* include codes from system Eigenaar
