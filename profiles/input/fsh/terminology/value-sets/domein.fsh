ValueSet: DomeinSet
Id: domein
Title: "Domeinen"
Description: "Alle domeinen."
* ^experimental = false
* include codes from system Domein
