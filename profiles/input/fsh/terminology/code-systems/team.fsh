CodeSystem: Team
Id: team
Title: "Soorten teams"
Description: "Welk team rond de patiënt dit is."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(huisartsteam, "huisartsteam", "De praktijk waar de patiënt is ingeschreven en de huisartsen daar.", "GP team")
* insert Begrip(wijkteam, "wijkteam", "Alle organisaties en mensen rond één patiënt.", "neighbourhood team")
