Instance: patients-per-fte
InstanceOf: Measure
Usage: #definition
Title: "More than 4,000 patients per full-time GP"
* insert Signaal(patients-per-fte, PatientsPerFte)
* title = "Meer dan 4.000 patiënten per voltijds huisarts"
* insert InEnglish(title, [["More than 4,000 patients per full-time GP"]])
* description = "Het aantal ingeschreven patiënten, gedeeld door het aantal voltijds huisartsen. Een voltijds huisarts werkt 40 uur per week. Geteld worden de uren in het rooster van de eigen huisartsen, niet die van waarnemers. Zonder roosters is het niet bekend."
* insert InEnglish(description, [["The registered patients, divided by the full-time GPs. A full-time GP works 40 hours a week. The hours in the roster of the own GPs count, those of locums don't. Without rosters it is unknown."]])
* relatedArtifact[0].type = #citation
* relatedArtifact[0].citation = "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025), signalen: meer dan 4.000 patiënten per 1 fte huisarts"
* insert InEnglish(relatedArtifact[0].citation, [["Uitwerking AZWA opdracht D3 (LHV and NHG, 2025), signals: more than 4,000 patients per 1 fte GP"]])
* insert Telling(0, numerator, [["ingeschreven patiënten"]], [["registered patients"]])
* insert Telling(1, denominator, [["uren per week van de eigen huisartsen"]], [["hours a week of the own GPs"]])
