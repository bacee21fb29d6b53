Instance: without-gp
InstanceOf: Measure
Usage: #definition
Title: "Patients without a fixed GP"
* insert Signaal(without-gp, WithoutGp)
* title = "Patiënten zonder vaste huisarts"
* insert InEnglish(title, [["Patients without a fixed GP"]])
* description = "Hoeveel ingeschreven patiënten vandaag geen vaste huisarts hebben. Een vaste huisarts die er niet meer werkt, telt niet mee."
* insert InEnglish(description, [["How many registered patients have no fixed GP today. A fixed GP who doesn't work there any more doesn't count."]])
* relatedArtifact[0].type = #citation
* relatedArtifact[0].citation = "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025), de vijf criteria: een vaste huisarts voor persoonlijke continuïteit"
* insert InEnglish(relatedArtifact[0].citation, [["Uitwerking AZWA opdracht D3 (LHV and NHG, 2025), the five criteria: a fixed GP for personal continuity"]])
* insert Telling(0, numerator, [["patiënten zonder vaste huisarts"]], [["patients without a fixed GP"]])
* insert Telling(1, denominator, [["ingeschreven patiënten"]], [["registered patients"]])
