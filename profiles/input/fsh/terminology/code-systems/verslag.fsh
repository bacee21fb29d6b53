CodeSystem: Verslag
Id: verslag
Title: "Overleg en verslagen"
Description: "Een overleg over een patiënt, en wat daarvan wordt opgeschreven."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(mdo, "multidisciplinair overleg", "Mensen met een verschillend vak bespreken samen de zorg voor een patiënt.", "multidisciplinary meeting")
* insert Begrip(mdo-verslag, "verslag van een multidisciplinair overleg", "Wat er is besproken en afgesproken.", "minutes of a multidisciplinary meeting")
* insert Begrip(besproken, "besproken", "Waar het over ging.", "discussed")
* insert Begrip(afspraken, "afspraken", "Wie wat doet en wanneer het klaar is.", "agreements")
* insert Begrip(waarneembericht, "waarneembericht", "Wat de spoedpost zag en deed. De eigen huisarts leest het.", "contact report")
* insert Begrip(spoedcontact, "contact met de spoedpost", "De patiënt belde de spoedpost of kwam langs of kreeg bezoek.", "out-of-hours contact")
* insert Begrip(klacht, "reden van het contact", "Waarvoor de spoedpost is gebeld. In de woorden van de patiënt of de naaste.", "reason for contact")
* insert Begrip(gegeven-medicatie, "gegeven medicijnen", "Wat de spoedpost heeft gegeven.", "medication given")
* insert Begrip(veranderd-beleid, "veranderd beleid", "Behandelgrenzen die volgens de spoedpost anders moeten. De huisarts beslist.", "changed policy")
