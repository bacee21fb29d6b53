ValueSet: VerslagStandSet
Id: verslag-stand
Title: "Stand van een verslag"
Description: "Een verslag staat vast. Een verbetering komt in een nieuw verslag."
* ^experimental = false
* $compositionstatus#final "vastgesteld"
* $compositionstatus#final ^designation[0].language = #en
* $compositionstatus#final ^designation[=].value = "Final"
* $compositionstatus#amended "verbeterd"
* $compositionstatus#amended ^designation[0].language = #en
* $compositionstatus#amended ^designation[=].value = "Amended"
