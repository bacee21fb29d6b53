// Only 72506001 has a display here: we do not invent the Dutch words of a national term.
ValueSet: IcdProductSet
Id: icd-product
Title: "Implanteerbare defibrillatoren"
Description: "De producten die in de PZP als ICD gelden."
* ^experimental = false
* $sct#72506001 "implanteerbare cardioverter-defibrillator"
* $sct#465460004
* $sct#468542000
* $sct#704707009
* $sct#1263462004
* $sct#1236894001
