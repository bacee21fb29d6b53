ValueSet: JaNeeOnbekendSet
Id: ja-nee-onbekend
Title: "Ja, nee of onbekend"
Description: "Ja, nee of nog onbekend (PZP)."
* ^experimental = false
* $sct#373066001 "ja"
* $sct#373066001 ^designation[0].language = #en
* $sct#373066001 ^designation[=].value = "Yes"
* $sct#373067005 "nee"
* $sct#373067005 ^designation[0].language = #en
* $sct#373067005 ^designation[=].value = "No"
* $v3null#UNK "nog onbekend"
* $v3null#UNK ^designation[0].language = #en
* $v3null#UNK ^designation[=].value = "Unknown"
