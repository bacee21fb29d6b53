ValueSet: NoodredenSet
Id: noodreden
Title: "Redenen voor noodtoegang"
Description: "Alle redenen."
* ^experimental = false
* include codes from system Noodreden
