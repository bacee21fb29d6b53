ValueSet: PlaatsVanOverlijdenSet
Id: plaats-van-overlijden
Title: "Gewenste plaats van overlijden"
Description: "Waar de patiënt wil sterven (PZP)."
* ^experimental = false
* $sct#264362003 "thuis"
* $sct#264362003 ^designation[0].language = #en
* $sct#264362003 ^designation[=].value = "Home"
* $sct#22232009 "ziekenhuis"
* $sct#22232009 ^designation[0].language = #en
* $sct#22232009 ^designation[=].value = "Hospital"
* $sct#108344006 "verpleeghuis en/of locatie voor ambulante zorg"
* $sct#108344006 ^designation[0].language = #en
* $sct#108344006 ^designation[=].value = "Nursing home and/or ambulatory care site"
* $sct#284546000 "hospice"
* $sct#284546000 ^designation[0].language = #en
* $sct#284546000 ^designation[=].value = "Hospice"
* $v3null#OTH "anders"
* $v3null#OTH ^designation[0].language = #en
* $v3null#OTH ^designation[=].value = "Other"
* $v3null#UNK "nog onbekend"
* $v3null#UNK ^designation[0].language = #en
* $v3null#UNK ^designation[=].value = "Unknown"
