Instance: no-cover-plan
InstanceOf: Measure
Usage: #definition
Title: "No plan for cover"
* insert Signaal(no-cover-plan, NoCoverPlan)
* title = "Geen afspraak over waarneming"
* insert InEnglish(title, [["No plan for cover"]])
* description = "Er staat vandaag geen andere praktijk in het adresboek die waarneemt als de eigen huisartsen er niet zijn."
* insert InEnglish(description, [["Today the directory names no other practice that covers when the own GPs are away."]])
* relatedArtifact[0].type = #citation
* relatedArtifact[0].citation = "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025), eigenaar die geen huisarts is: een plan voor afwezigheid bestaat van tevoren en wordt besproken"
* insert InEnglish(relatedArtifact[0].citation, [["Uitwerking AZWA opdracht D3 (LHV and NHG, 2025), owner who is no GP: a plan for absence exists beforehand and is evaluated"]])
* insert Telling(0, numerator, [["afspraken over waarneming die er niet zijn"]], [["plans for cover that aren't there"]])
* insert Telling(1, denominator, [["afspraken over waarneming die er horen te zijn"]], [["plans for cover that belong there"]])
