ValueSet: WisgrondSet
Id: wisgrond
Title: "Gronden om te wissen of te weigeren"
Description: "Alle gronden."
* ^experimental = false
* include codes from system Wisgrond
