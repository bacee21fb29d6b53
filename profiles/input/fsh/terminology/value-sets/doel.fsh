ValueSet: DoelSet
Id: doel
Title: "Soorten doelen"
Description: "Alle soorten doelen."
* ^experimental = false
* include codes from system Doel
