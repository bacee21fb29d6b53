ValueSet: SignaalSet
Id: signaal
Title: "Signalen over continuïteit"
Description: "Alle signalen."
* ^experimental = false
* include codes from system Signaal
