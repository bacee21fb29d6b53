CodeSystem: Eigenaar
Id: eigenaar
Title: "Eigenaren van een praktijk"
Description: "Van wie een huisartspraktijk is."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(huisarts, "huisarts", "De praktijk is van een of meer huisartsen.", "general practitioner")
* insert Begrip(andere-zorgverlener, "andere zorgverlener", [["De praktijk is van een zorgverlener die geen huisarts is."]], "another professional")
* insert Begrip(bestuurder, "bestuurder", [["De praktijk is van een bestuurder die geen zorgverlener is."]], "manager")
* insert Begrip(keten, "keten", "De praktijk hoort bij een bedrijf met meer praktijken.", "chain")
* insert Begrip(onbekend, "onbekend", "Het is niet bekend van wie de praktijk is.", "unknown")
