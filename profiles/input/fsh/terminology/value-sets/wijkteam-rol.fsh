ValueSet: WijkteamRolSet
Id: wijkteam-rol
Title: "Taken in het wijkteam"
Description: "Taken in het wijkteam naast de eigen rol."
* ^experimental = false
* $teamrol#coordinator
* $teamrol#eerste-aanspreekpunt
