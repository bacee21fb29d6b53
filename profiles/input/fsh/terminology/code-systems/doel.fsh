CodeSystem: Doel
Id: doel
Title: "Soorten doelen"
Description: "Van wie een doel is."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(gedeeld-doel, "gedeeld doel", "Een doel van het hele team. Het staat in het zorgplan.", "shared goal")
* insert Begrip(vakdoel, "doel van één vak", "Een doel van één organisatie in het team.", "goal of one discipline")
