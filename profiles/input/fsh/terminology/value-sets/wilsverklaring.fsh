ValueSet: WilsverklaringSet
Id: wilsverklaring
Title: "Soorten wilsverklaringen"
Description: "Wat voor verklaring de patiënt heeft geschreven."
* ^experimental = false
* $wilsverklaring#NR "Niet reanimeren verklaring"
* $wilsverklaring#NR ^designation[0].language = #en
* $wilsverklaring#NR ^designation[=].value = "do-not-resuscitate declaration"
* $wilsverklaring#VOL "Volmacht"
* $wilsverklaring#VOL ^designation[0].language = #en
* $wilsverklaring#VOL ^designation[=].value = "power of attorney"
* $wilsverklaring#VERB "Behandelverbod"
* $wilsverklaring#VERB ^designation[0].language = #en
* $wilsverklaring#VERB ^designation[=].value = "refusal of treatment"
* $wilsverklaring#VERBVL "Behandelverbod met aanvulling Voltooid Leven"
* $wilsverklaring#VERBVL ^designation[0].language = #en
* $wilsverklaring#VERBVL ^designation[=].value = "refusal of treatment, completed life"
* $wilsverklaring#MON "Mondelinge afspraak"
* $wilsverklaring#MON ^designation[0].language = #en
* $wilsverklaring#MON ^designation[=].value = "oral agreement"
* $wilsverklaring#EU "Euthanasieverzoek"
* $wilsverklaring#EU ^designation[0].language = #en
* $wilsverklaring#EU ^designation[=].value = "euthanasia request"
* $wilsverklaring#EUD "Euthanasieverzoek met aanvulling Dementie"
* $wilsverklaring#EUD ^designation[0].language = #en
* $wilsverklaring#EUD ^designation[=].value = "euthanasia request, dementia"
* $wilsverklaring#LW "Levenswensverklaring"
* $wilsverklaring#LW ^designation[0].language = #en
* $wilsverklaring#LW ^designation[=].value = "wish to live declaration"
* $wilsverklaring#DO "Verklaring donorschap"
* $wilsverklaring#DO ^designation[0].language = #en
* $wilsverklaring#DO ^designation[=].value = "donor declaration"
* $wilsverklaring#ZB "Zelfbindingsverklaring"
* $wilsverklaring#ZB ^designation[0].language = #en
* $wilsverklaring#ZB ^designation[=].value = "self-binding declaration"
* $v3null#OTH "anders"
* $v3null#OTH ^designation[0].language = #en
* $v3null#OTH ^designation[=].value = "Other"
