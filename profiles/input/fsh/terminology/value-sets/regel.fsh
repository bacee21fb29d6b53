ValueSet: RegelSet
Id: regel
Title: "Regels"
Description: "Alle regels."
* ^experimental = false
* include codes from system Regel
