ValueSet: HuisartsteamRolSet
Id: huisartsteam-rol
Title: "Rollen in het huisartsteam"
Description: "Wie in het huisartsteam kan staan."
* ^experimental = false
* $teamrol#vaste-huisarts
* $teamrol#vaste-tweede-huisarts
* $teamrol#hoofdbehandelaar
* $teamrol#waarnemer
