ValueSet: StandpuntEuthanasieSet
Id: standpunt-euthanasie
Title: "Standpunt over euthanasie"
Description: "Wat de patiënt van euthanasie vindt (PZP)."
* ^experimental = false
* $sct#340181000146102 "heeft euthanasieverklaring"
* $sct#340181000146102 ^designation[0].language = #en
* $sct#340181000146102 ^designation[=].value = "Has euthanasia declaration"
* $sct#340201000146103 "wil geen euthanasie"
* $sct#340201000146103 ^designation[0].language = #en
* $sct#340201000146103 ^designation[=].value = "Does not want euthanasia"
* $sct#340191000146100 "heeft geen euthanasieverklaring"
* $sct#340191000146100 ^designation[0].language = #en
* $sct#340191000146100 ^designation[=].value = "Has no euthanasia declaration"
* $v3null#UNK "nog onbekend"
* $v3null#UNK ^designation[0].language = #en
* $v3null#UNK ^designation[=].value = "Unknown"
