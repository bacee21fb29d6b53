Instance: days-per-gp
InstanceOf: Measure
Usage: #definition
Title: "Fixed GP less than two days a week"
* insert Signaal(days-per-gp, DaysPerGp)
* title = "Vaste huisarts minder dan twee dagen per week"
* insert InEnglish(title, [["Fixed GP less than two days a week"]])
* description = "Hoeveel vaste huisartsen volgens hun rooster op minder dan twee dagen per week in de praktijk zijn. Zonder rooster is het niet bekend."
* insert InEnglish(description, [["How many fixed GPs are in the practice on fewer than two days a week, by their roster. Without a roster it is unknown."]])
* relatedArtifact[0].type = #citation
* relatedArtifact[0].citation = "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025): minstens twee dagen per week aanwezig is wenselijk. De Toekomstvisie 2022 ging uit van drie dagen"
* insert InEnglish(relatedArtifact[0].citation, [["Uitwerking AZWA opdracht D3 (LHV and NHG, 2025): present at least two days a week is desirable. The Toekomstvisie 2022 aimed at three"]])
* insert Telling(0, numerator, [["vaste huisartsen met minder dan twee dagen"]], [["fixed GPs with fewer than two days"]])
* insert Telling(1, denominator, [["vaste huisartsen met een rooster"]], [["fixed GPs with a roster"]])
