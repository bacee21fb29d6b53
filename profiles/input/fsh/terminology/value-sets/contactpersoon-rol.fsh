ValueSet: ContactpersoonRolSet
Id: contactpersoon-rol
Title: "Rollen van contactpersonen"
Description: "Wat een naaste voor de patiënt doet (Vektis COD472)."
* ^experimental = false
* $vektis472#01 "Eerste relatie/contactpersoon"
* $vektis472#01 ^designation[0].language = #en
* $vektis472#01 ^designation[=].value = "first contact"
* $vektis472#02 "Tweede relatie/contactpersoon"
* $vektis472#02 ^designation[0].language = #en
* $vektis472#02 ^designation[=].value = "second contact"
* $vektis472#03 "Curator (juridisch)"
* $vektis472#03 ^designation[0].language = #en
* $vektis472#03 ^designation[=].value = "legal curator"
* $vektis472#04 "Financieel (gemachtigd)"
* $vektis472#04 ^designation[0].language = #en
* $vektis472#04 ^designation[=].value = "financial, authorised"
* $vektis472#05 "Financieel (toetsing)"
* $vektis472#05 ^designation[0].language = #en
* $vektis472#05 ^designation[=].value = "financial, review"
* $vektis472#06 "Leefeenheid"
* $vektis472#06 ^designation[0].language = #en
* $vektis472#06 ^designation[=].value = "household"
* $vektis472#07 "Hulpverlener"
* $vektis472#07 ^designation[0].language = #en
* $vektis472#07 ^designation[=].value = "helper"
* $vektis472#09 "Anders"
* $vektis472#09 ^designation[0].language = #en
* $vektis472#09 ^designation[=].value = "other"
* $vektis472#11 "Voogd"
* $vektis472#11 ^designation[0].language = #en
* $vektis472#11 ^designation[=].value = "guardian"
* $vektis472#14 "Bewindvoerder"
* $vektis472#14 ^designation[0].language = #en
* $vektis472#14 ^designation[=].value = "administrator"
* $vektis472#15 "Mentor"
* $vektis472#15 ^designation[0].language = #en
* $vektis472#15 ^designation[=].value = "mentor"
* $vektis472#19 "Buur"
* $vektis472#19 ^designation[0].language = #en
* $vektis472#19 ^designation[=].value = "neighbour"
* $vektis472#20 "Vriend(in)/kennis"
* $vektis472#20 ^designation[0].language = #en
* $vektis472#20 ^designation[=].value = "friend"
* $vektis472#21 "Cliëntondersteuner"
* $vektis472#21 ^designation[0].language = #en
* $vektis472#21 ^designation[=].value = "client supporter"
* $vektis472#23 "Contactpersoon"
* $vektis472#23 ^designation[0].language = #en
* $vektis472#23 ^designation[=].value = "contact person"
* $vektis472#24 "Wettelijke vertegenwoordiger"
* $vektis472#24 ^designation[0].language = #en
* $vektis472#24 ^designation[=].value = "legal representative"
