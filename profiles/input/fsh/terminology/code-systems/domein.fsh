CodeSystem: Domein
Id: domein
Title: "Domeinen"
Description: "Bij welk vak een gegeven hoort. Dit bepaalt wie het mag lezen en schrijven."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(medisch, "medisch", "Van de huisarts.", "medical")
* insert Begrip(verpleegkundig, "verpleegkundig", "Van de wijkverpleging.", "nursing")
* insert Begrip(farmaceutisch, "farmaceutisch", "Van de apotheek.", "pharmaceutical")
* insert Begrip(sociaal, "sociaal", "Van het sociaal team.", "social")
* insert Begrip(gedeeld, "gedeeld", "Van het hele team.", "shared")
