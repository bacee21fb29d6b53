ValueSet: LegeRedenSet
Id: lege-reden
Title: "Waarom er niets is"
Description: "Er is niets bekend, of het is niet besproken."
* ^experimental = false
* $emptyreason#nilknown "er is niets"
* $emptyreason#nilknown ^designation[0].language = #en
* $emptyreason#nilknown ^designation[=].value = "Nil Known"
* $emptyreason#notasked "niet besproken"
* $emptyreason#notasked ^designation[0].language = #en
* $emptyreason#notasked ^designation[=].value = "Not Asked"
