Instance: anios-supervision
InstanceOf: Measure
Usage: #definition
Title: "Supervision of ANIOS"
* insert Signaal(anios-supervision, AniosSupervision)
* title = "Begeleiding van basisartsen (anios)"
* insert InEnglish(title, [["Supervision of ANIOS"]])
* description = "Hoeveel basisartsen die niet in opleiding zijn (anios) geen vaste begeleider hebben, of een begeleider die geen huisarts van deze praktijk is of ook een andere anios begeleidt."
* insert InEnglish(description, [["How many doctors not in training (ANIOS) have no fixed supervisor, or one who is no GP of this practice or supervises another ANIOS too."]])
* relatedArtifact[0].type = #citation
* relatedArtifact[0].citation = "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025), het team: een anios heeft één vaste begeleider, die geen tweede begeleidt"
* insert InEnglish(relatedArtifact[0].citation, [["Uitwerking AZWA opdracht D3 (LHV and NHG, 2025), the team: an ANIOS has one fixed supervisor, who supervises no second one"]])
* insert Telling(0, numerator, [["anios zonder goede begeleiding"]], [["ANIOS without good supervision"]])
* insert Telling(1, denominator, [["anios"]], [["ANIOS"]])
