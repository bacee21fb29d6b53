CodeSystem: Noodreden
Id: noodreden
Title: "Redenen voor noodtoegang"
Description: "Waarom iemand met spoed in een dossier moet kijken."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(spoed, "spoed", "De patiënt heeft nu zorg nodig. Wachten is niet goed voor de patiënt.", "urgent care")
* insert Begrip(vitaal-belang, "vitaal belang", "De patiënt is in levensgevaar en kan zelf geen toestemming geven.", "vital interest")
* insert Begrip(geen-overdracht, "geen overdracht", "De huisarts heeft geen overdracht gestuurd of de overdracht is niet te vinden.", "no handover")
