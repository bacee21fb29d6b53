Instance: owner-no-gp
InstanceOf: Measure
Usage: #definition
Title: "The owner is no GP"
* insert Signaal(owner-no-gp, OwnerNoGp)
* title = "De eigenaar is geen huisarts"
* insert InEnglish(title, [["The owner is no GP"]])
* description = "De praktijk is van iemand die geen huisarts is: een andere zorgverlener, een bestuurder of een keten. Zo staat het in het adresboek. Staat er niets, dan is het niet bekend."
* insert InEnglish(description, [["The practice belongs to somebody who is no GP: another professional, a manager or a chain. So says the directory. If it says nothing, it is unknown."]])
* relatedArtifact[0].type = #citation
* relatedArtifact[0].citation = "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025), signalen: de eigenaar is een andere zorgverlener of een bestuurder"
* insert InEnglish(relatedArtifact[0].citation, [["Uitwerking AZWA opdracht D3 (LHV and NHG, 2025), signals: the owner is another professional or a manager"]])
* insert Telling(0, numerator, [["praktijken waarvan de eigenaar geen huisarts is"]], [["practices whose owner is no GP"]])
* insert Telling(1, denominator, [["praktijken waarvan de eigenaar bekend is"]], [["practices whose owner is known"]])
