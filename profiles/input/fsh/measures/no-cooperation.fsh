Instance: no-cooperation
InstanceOf: Measure
Usage: #definition
Title: "No agreements with a post or a hagro"
* insert Signaal(no-cooperation, NoCooperation)
* title = "Geen afspraken met spoedpost of hagro"
* insert InEnglish(title, [["No agreements with a post or a hagro"]])
* description = "De praktijk doet volgens het adresboek vandaag niet mee met een huisartsenspoedpost, of zit niet in een hagro (een groep huisartsen in de buurt)."
* insert InEnglish(description, [["By the directory the practice takes no part today in an out-of-hours post, or isn't in a hagro (a group of GPs nearby)."]])
* relatedArtifact[0].type = #citation
* relatedArtifact[0].citation = "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025), signalen: te weinig samenwerking met huisartsen in de buurt (de hagro) en met de spoedpost"
* insert InEnglish(relatedArtifact[0].citation, [["Uitwerking AZWA opdracht D3 (LHV and NHG, 2025), signals: too little cooperation with GPs nearby (the hagro) and with the out-of-hours post"]])
* insert Telling(0, numerator, [["afspraken die er niet zijn"]], [["agreements that aren't there"]])
* insert Telling(1, denominator, [["afspraken: spoedpost en hagro"]], [["agreements: post and hagro"]])
