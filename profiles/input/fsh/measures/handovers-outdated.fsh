Instance: handovers-outdated
InstanceOf: Measure
Usage: #definition
Title: "Handovers that changed or are stale"
* insert Signaal(handovers-outdated, HandoversOutdated)
* title = "Overdrachten die niet meer kloppen of te oud zijn"
* insert InEnglish(title, [["Handovers that changed or are stale"]])
* description = "Hoeveel overdrachten aan de spoedpost nu als gewijzigd of verouderd te boek staan: er is iets veranderd nadat de huisarts ze stuurde, of de datum om ze na te kijken is voorbij."
* insert InEnglish(description, [["How many handovers to the post count as changed or stale now: something changed after the GP sent them, or the date to review them has passed."]])
* relatedArtifact[0].type = #citation
* relatedArtifact[0].citation = "Visie Huisartsenzorg 2035 (NHG, LHV en InEen, 2025), doel spoed: goede overdracht tussen het vaste team en de spoedpost; KNMG-richtlijn dossier: volledig en actueel"
* insert InEnglish(relatedArtifact[0].citation, [["Visie Huisartsenzorg 2035 (NHG, LHV and InEen, 2025), goal urgent care: good handover between the fixed team and the post; KNMG guideline on the record: complete and current"]])
* insert Telling(0, numerator, [["overdrachten die gewijzigd of verouderd zijn"]], [["handovers that are changed or stale"]])
* insert Telling(1, denominator, [["overdrachten die nu gelden"]], [["handovers in force"]])
