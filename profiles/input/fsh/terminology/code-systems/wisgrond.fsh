CodeSystem: Wisgrond
Id: wisgrond
Title: "Gronden om te wissen of te weigeren"
Description: "Waarom een dossier wordt gewist, of waarom dat niet kan (BW 7:454 en 7:455)."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(verzoek-patient, "verzoek van de patiënt", "De patiënt heeft gevraagd om het dossier te wissen.", "request of the patient")
* insert Begrip(bewaartermijn, "bewaartermijn voorbij", "De laatste wijziging van het dossier is 20 jaar of langer geleden.", "retention period over")
* insert Begrip(belang-ander, "belang van een ander", "Een ander dan de patiënt heeft groot belang bij het dossier.", "interest of somebody else")
* insert Begrip(wettelijke-plicht, "wettelijke plicht", "Een wet zegt dat het dossier bewaard moet blijven.", "legal duty")
