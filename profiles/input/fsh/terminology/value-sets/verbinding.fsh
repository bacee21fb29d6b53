ValueSet: VerbindingSet
Id: verbinding
Title: "Verbindingen tussen organisaties"
Description: "Alle verbindingen."
* ^experimental = false
* include codes from system Verbinding
