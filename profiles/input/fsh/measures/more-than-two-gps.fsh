Instance: more-than-two-gps
InstanceOf: Measure
Usage: #definition
Title: "More than two fixed GPs"
* insert Signaal(more-than-two-gps, MoreThanTwoGps)
* title = "Meer dan twee vaste huisartsen"
* insert InEnglish(title, [["More than two fixed GPs"]])
* description = "Hoeveel patiënten vandaag een derde vaste huisarts hebben, naast de vaste huisarts en de vaste tweede huisarts. Twee is een advies, geen wet."
* insert InEnglish(description, [["How many patients have a third fixed GP today, beside the fixed GP and the fixed second one. Two is advice, not law."]])
* relatedArtifact[0].type = #citation
* relatedArtifact[0].citation = "Toekomstvisie Huisartsenzorg 2022 (NHG en LHV, 2012): een patiënt ziet niet meer dan twee huisartsen, de eigen en een vaste tweede"
* insert InEnglish(relatedArtifact[0].citation, [["Toekomstvisie Huisartsenzorg 2022 (NHG and LHV, 2012): a patient sees no more than two GPs, the own one and a fixed second one"]])
* insert Telling(0, numerator, [["patiënten met een derde vaste huisarts"]], [["patients with a third fixed GP"]])
* insert Telling(1, denominator, [["ingeschreven patiënten"]], [["registered patients"]])
