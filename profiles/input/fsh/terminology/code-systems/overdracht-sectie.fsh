CodeSystem: OverdrachtSectie
Id: overdracht-sectie
Title: "Delen van de overdracht"
Description: "De delen van een overdracht. De volgorde is de volgorde van lezen."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(behandelgrenzen, "behandelgrenzen", "Welke behandeling wel en welke niet.", "treatment limits")
* insert Begrip(wilsverklaringen, "wilsverklaringen", "Wat de patiënt zelf heeft opgeschreven.", "advance directives")
* insert Begrip(fase-en-prognose, "fase en prognose", "In welke fase de patiënt is en wat wordt verwacht.", "phase and prognosis")
* insert Begrip(diagnose-en-problemen, "diagnose en problemen", "De ziekte en de klachten.", "diagnosis and problems")
* insert Begrip(medicatie, "medicatie", "Welke medicijnen de patiënt gebruikt.", "medication")
* insert Begrip(allergieen, "allergieën", "Waar de patiënt niet tegen kan.", "allergies")
* insert Begrip(scenarios, "plan bij verwachte klachten", "Wat te doen bij klachten die te verwachten zijn.", "plan for expected problems")
* insert Begrip(bereikbaarheid, "eigen huisarts bereikbaar", "Wanneer de eigen huisarts gebeld kan worden.", "own GP reachable")
* insert Begrip(contactpersonen, "contactpersonen", "Wie gebeld kan worden en wie mag beslissen.", "contacts")
* insert Begrip(zorg-aanwezig, "zorg in huis", "Wie er thuis zorg geeft.", "care present")
* insert Begrip(doel-en-wensen, "doel en wensen", "Wat de patiënt belangrijk vindt.", "goal and wishes")
* insert Begrip(hulpmiddelen, "hulpmiddelen", "Apparaten zoals een ICD.", "devices")
* insert Begrip(gesprekken, "gesprekken", "Gesprekken over de laatste levensfase.", "conversations")
