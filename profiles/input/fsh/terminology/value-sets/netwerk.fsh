ValueSet: NetwerkSet
Id: netwerk
Title: "Soorten netwerken"
Description: "Alle soorten netwerken."
* ^experimental = false
* include codes from system Netwerk
