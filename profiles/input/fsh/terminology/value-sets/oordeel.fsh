ValueSet: OordeelSet
Id: oordeel
Title: "Oordelen over noodtoegang"
Description: "Alle oordelen."
* ^experimental = false
* include codes from system Oordeel
