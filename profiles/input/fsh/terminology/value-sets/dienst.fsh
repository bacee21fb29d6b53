ValueSet: DienstSet
Id: dienst
Title: "Soorten diensten"
Description: "Alle soorten diensten."
* ^experimental = false
* include codes from system Dienst
