// "Not discussed" and "unknown" are two things: the first asks for a conversation, the second says that it led to no answer.
CodeSystem: Bespreking
Id: bespreking
Title: "Besproken of niet"
Description: "Waarom er over een behandeling nog geen afspraak is."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip([[not-discussed]], [["niet besproken"]], [["Er is nog niet over gesproken."]], [["not discussed"]])
* insert Begrip([[unknown]], [["onbekend"]], [["Er is over gesproken, maar de patiënt weet het nog niet. Of het is niet bekend wat er is gezegd."]], [["unknown"]])
