ValueSet: BesprekingSet
Id: bespreking
Title: "Besproken of niet"
Description: "Alle redenen waarom er nog geen afspraak is."
* ^experimental = false
* include codes from system Bespreking
