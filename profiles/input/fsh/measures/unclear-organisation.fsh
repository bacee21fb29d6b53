Instance: unclear-organisation
InstanceOf: Measure
Usage: #definition
Title: "Unclear how the practice is organised"
* insert Signaal(unclear-organisation, UnclearOrganisation)
* title = "Onduidelijk hoe de praktijk in elkaar zit"
* insert InEnglish(title, [["Unclear how the practice is organised"]])
* description = "De praktijk zegt zelf dat niet duidelijk is wie de praktijk leidt en wie de laatste verantwoordelijkheid voor de zorg heeft, of er werkt geen enkele huisarts. Wat de praktijk zegt, geldt een jaar. Zei de praktijk niets, dan is het niet bekend."
* insert InEnglish(description, [["The practice itself says that it isn't clear who leads it and who carries final responsibility for the care, or no GP works there at all. What it says holds for a year. If it said nothing, it is unknown."]])
* relatedArtifact[0].type = #citation
* relatedArtifact[0].citation = "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025), signalen: onduidelijke organisatievormen"
* insert InEnglish(relatedArtifact[0].citation, [["Uitwerking AZWA opdracht D3 (LHV and NHG, 2025), signals: unclear organisational constructions"]])
* insert Telling(0, numerator, [["praktijken waar het onduidelijk is"]], [["practices where it is unclear"]])
* insert Telling(1, denominator, [["praktijken waar het bekend is"]], [["practices where it is known"]])
