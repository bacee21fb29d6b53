Instance: hours-without-gp
InstanceOf: Measure
Usage: #definition
Title: "Open without a GP on site"
* insert Signaal(hours-without-gp, HoursWithoutGp)
* title = "Open zonder huisarts in het gebouw"
* insert InEnglish(title, [["Open without a GP on site"]])
* description = "Hoeveel uur de praktijk in deze periode open is terwijl er volgens de roosters geen huisarts of waarnemer in het gebouw is. Wie op afstand werkt, is niet in het gebouw. Heeft een huisarts geen rooster, dan is het niet bekend."
* insert InEnglish(description, [["How many hours the practice is open in this period while by the rosters no GP or locum is in the building. Who works remotely isn't in the building. If a GP has no roster, it is unknown."]])
* relatedArtifact[0].type = #citation
* relatedArtifact[0].citation = "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025), signalen: overdag is er geen huisarts aanwezig die meewerkt in de zorg"
* insert InEnglish(relatedArtifact[0].citation, [["Uitwerking AZWA opdracht D3 (LHV and NHG, 2025), signals: by day no GP is present who takes part in the care"]])
* insert Telling(0, numerator, [["uren open zonder huisarts in het gebouw"]], [["hours open without a GP on site"]])
* insert Telling(1, denominator, [["uren dat de praktijk open is"]], [["hours that the practice is open"]])
