CodeSystem: InschrijvingSoort
Id: inschrijving-soort
Title: "Soorten inschrijving"
Description: "Hoe de patiënt bij de praktijk kwam."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(ingeschreven, "ingeschreven", "De patiënt koos deze praktijk.", "registered")
* insert Begrip(passant, "passant", "De patiënt is hier tijdelijk. Zijn nummer is niet bekend.", "passer-by")
* insert Begrip(pasgeborene, "pasgeborene", "De patiënt is net geboren en heeft nog geen nummer.", "newborn")
