CodeSystem: Dienst
Id: dienst
Title: "Soorten diensten"
Description: "Voor welke uren een dienst geldt."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(praktijkuren, "praktijkuren", "De uren dat de praktijk open is.", "practice hours")
* insert Begrip(anw, [["avond, nacht en weekend"]], "De uren dat de spoedpost er is. Feestdagen horen hierbij.", "out of hours")
