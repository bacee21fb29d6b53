ValueSet: VerificatiestatusSet
Id: verificatiestatus
Title: "Hoe zeker een probleem is"
Description: "Hoe zeker het is dat de patiënt het probleem heeft."
* ^experimental = false
* $sct#410605003
* $sct#415684004
* $sct#410590009
* $sct#410516002
* $v3null#UNK "onbekend"
