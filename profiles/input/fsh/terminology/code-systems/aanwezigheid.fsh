CodeSystem: Aanwezigheid
Id: aanwezigheid
Title: "Aanwezigheid"
Description: "Waar iemand is die dienst heeft."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(on-site, "op de praktijk", "Is op de praktijk.", "on site")
* insert Begrip(remote, "op afstand", [["Heeft dienst, maar is niet op de praktijk."]], "remote")
