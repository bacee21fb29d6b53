Instance: gp-out-of-reach
InstanceOf: Measure
Usage: #definition
Title: "Nurse practitioner or physician assistant without a GP within reach"
* insert Signaal(gp-out-of-reach, GpOutOfReach)
* title = "Verpleegkundig specialist of physician assistant zonder bereikbare huisarts"
* insert InEnglish(title, [["Nurse practitioner or physician assistant without a GP within reach"]])
* description = "Hoeveel uur in deze periode een verpleegkundig specialist of physician assistant werkt terwijl er volgens de roosters geen huisarts of waarnemer werkt, in het gebouw of op afstand. Zonder roosters is het niet bekend."
* insert InEnglish(description, [["How many hours in this period a nurse practitioner or physician assistant works while by the rosters no GP or locum works, on site or remotely. Without rosters it is unknown."]])
* relatedArtifact[0].type = #citation
* relatedArtifact[0].citation = "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025): zij werken zelfstandig binnen afspraken, een huisarts is bereikbaar"
* insert InEnglish(relatedArtifact[0].citation, [["Uitwerking AZWA opdracht D3 (LHV and NHG, 2025): they act independently within agreements, a GP is within reach"]])
* insert Telling(0, numerator, [["uren zonder bereikbare huisarts"]], [["hours without a GP within reach"]])
* insert Telling(1, denominator, [["uren dat zij werken"]], [["hours that they work"]])
