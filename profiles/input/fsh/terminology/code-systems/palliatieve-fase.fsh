CodeSystem: PalliatieveFase
Id: palliatieve-fase
Title: "Palliatieve fase"
Description: "In welke fase van de palliatieve zorg de patiënt is."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(palliatief, "palliatief", "Beter worden kan niet meer. De zorg richt zich op een goed leven.", "palliative")
* insert Begrip(terminaal, "terminaal", "Het overlijden is dichtbij.", "terminal")
