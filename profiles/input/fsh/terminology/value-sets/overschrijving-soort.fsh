ValueSet: OverschrijvingSoortSet
Id: overschrijving-soort
Title: "Soorten vragen bij een overschrijving"
Description: "Wat er bij een overschrijving gemeld of gevraagd wordt."
* ^experimental = false
* $taak#overschrijving
* $taak#overschrijving-betwist
* $taak#overschrijving-gevraagd
