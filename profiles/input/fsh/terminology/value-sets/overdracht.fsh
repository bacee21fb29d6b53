ValueSet: OverdrachtSet
Id: overdracht
Title: "Onderdelen van de overdracht"
Description: "Alle onderdelen van de overdracht."
* ^experimental = false
* include codes from system Overdracht
