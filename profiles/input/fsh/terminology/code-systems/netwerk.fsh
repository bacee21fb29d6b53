CodeSystem: Netwerk
Id: netwerk
Title: "Soorten netwerken"
Description: "Welk soort netwerk van organisaties dit is."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(wijkverband, "hecht wijkverband", "Huisartsen en andere zorg in één wijk die vast samenwerken.", "neighbourhood care network")
* insert Begrip(hagro, "hagro", "Huisartsenpraktijken die voor elkaar waarnemen.", "group of GP practices")
* insert Begrip(regio, "regio", "Een regio met meer wijkverbanden.", "region")
* insert Begrip(rho, "regionale huisartsenorganisatie", "De organisatie van de huisartsen in de regio.", "regional GP organisation")
