CodeSystem: Besluit
Id: besluit
Title: "Besluiten over een voorstel"
Description: "Wat de eigenaar met een voorstel doet."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(accept, "aannemen", "Het voorstel wordt uitgevoerd zoals het er staat.", "accept")
* insert Begrip(reject, "afwijzen", "Er verandert niets. De eigenaar zegt waarom.", "reject")
* insert Begrip(amend, "aangepast aannemen", "De eigenaar voert het voorstel uit met een eigen wijziging.", "accept amended")
