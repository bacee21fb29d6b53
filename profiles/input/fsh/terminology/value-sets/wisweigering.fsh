ValueSet: WisweigeringSet
Id: wisweigering
Title: "Gronden om het wissen te weigeren"
Description: "De gronden waarop de huisarts een verzoek om te wissen mag weigeren."
* ^experimental = false
* $wisgrond#belang-ander "belang van een ander"
* $wisgrond#wettelijke-plicht "wettelijke plicht"
