Instance: changing-locums
InstanceOf: Measure
Usage: #definition
Title: "Only changing locums"
* insert Signaal(changing-locums, ChangingLocums)
* title = "Alleen wisselende waarnemers"
* insert InEnglish(title, [["Only changing locums"]])
* description = "Hoeveel patiënten de afgelopen 90 dagen alleen wisselende waarnemers hadden: geen eigen huisarts van de praktijk was er ook maar een uur, ook de vaste huisartsen van de patiënt niet, en minstens twee verschillende waarnemers namen waar."
* insert InEnglish(description, [["How many patients had only changing locums over the last 90 days: no GP of the practice was there for an hour, the fixed GPs of the patient neither, and at least two different locums stood in."]])
* relatedArtifact[0].type = #citation
* relatedArtifact[0].citation = "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025) en Visie Huisartsenzorg 2035: flexibele inzet is voor ziek, piek en uniek"
* insert InEnglish(relatedArtifact[0].citation, [["Uitwerking AZWA opdracht D3 (LHV and NHG, 2025) and Visie Huisartsenzorg 2035: flexible cover is for illness, peaks and what is unique"]])
* insert Telling(0, numerator, [["patiënten met alleen wisselende waarnemers"]], [["patients with only changing locums"]])
* insert Telling(1, denominator, [["ingeschreven patiënten"]], [["registered patients"]])
