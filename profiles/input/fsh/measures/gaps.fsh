Instance: gaps
InstanceOf: Measure
Usage: #definition
Title: "Hours in which nobody answers"
* insert Signaal(gaps, Gaps)
* title = "Uren waarin niemand antwoord geeft"
* insert InEnglish(title, [["Hours in which nobody answers"]])
* description = "Hoeveel uur er van nu af in deze periode voor minstens één patiënt geen verantwoordelijke huisarts, waarnemer of spoedpost bekend is."
* insert InEnglish(description, [["How many hours of this period, from now on, no responsible GP, locum or out-of-hours post is known for at least one patient."]])
* relatedArtifact[0].type = #citation
* relatedArtifact[0].citation = "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025), de vijf criteria: 24 uur per dag bereikbaar door afspraken"
* insert InEnglish(relatedArtifact[0].citation, [["Uitwerking AZWA opdracht D3 (LHV and NHG, 2025), the five criteria: within reach 24 hours a day by agreements"]])
* insert Telling(0, numerator, [["uren zonder antwoord"]], [["hours without an answer"]])
* insert Telling(1, denominator, [["uren van nu tot het eind van de periode"]], [["hours from now to the end of the period"]])
