ValueSet: BeleidsdoelSet
Id: beleidsdoel
Title: "Doel van het medisch beleid"
Description: "Het belangrijkste doel van de behandeling (PZP)."
* ^experimental = false
* $sct#385987000 "zorg bij ziekte en/of letsel"
* $sct#385987000 ^designation[0].language = #en
* $sct#385987000 ^designation[=].value = "Illness and/or injury care"
* $sct#1351964001 "levensverlengende behandeling"
* $sct#1351964001 ^designation[0].language = #en
* $sct#1351964001 ^designation[=].value = "Life prolonging treatment"
* $sct#713148004 "voorkomen en behandelen van symptomen"
* $sct#713148004 ^designation[0].language = #en
* $sct#713148004 ^designation[=].value = "Prevention and treatment of symptoms"
* $v3null#UNK "nog onbekend"
* $v3null#UNK ^designation[0].language = #en
* $v3null#UNK ^designation[=].value = "Unknown"
