ValueSet: OverdrachtSectieSet
Id: overdracht-sectie
Title: "Delen van de overdracht"
Description: "Alle delen van een overdracht."
* ^experimental = false
* include codes from system OverdrachtSectie
