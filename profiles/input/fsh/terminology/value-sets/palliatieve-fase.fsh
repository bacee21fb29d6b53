ValueSet: PalliatieveFaseSet
Id: palliatieve-fase
Title: "Palliatieve fase"
Description: "Alle fasen."
* ^experimental = false
* include codes from system PalliatieveFase
