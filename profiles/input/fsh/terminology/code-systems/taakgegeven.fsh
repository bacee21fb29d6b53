CodeSystem: Taakgegeven
Id: taakgegeven
Title: "Gegevens bij een taak"
Description: "Wat iemand moet weten om een taak te doen."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(noodtoegang-negentig-dagen, "noodtoegang in 90 dagen", "Hoe vaak deze persoon in de laatste 90 dagen noodtoegang gebruikte bij patiënten van deze praktijk. Deze keer telt mee.", "emergency access in 90 days")
* insert Begrip(bezwaar, "bezwaar", "Of de patiënt bezwaar had gemaakt.", "objection")
* insert Begrip(functie, "functie", "In welke functie iemand meedoet in het wijkteam.", "function")
* insert Begrip(wijziging, "wijziging", "Wat er volgens het voorstel moet veranderen of bijkomen.", "change")
* insert Begrip(resultaat, "resultaat", "Wat er van de taak of het voorstel is gekomen.", "result")
* insert Begrip(plaats, "plaats", "Welke taak iemand naast de eigen rol krijgt in het wijkteam.", "place")
* insert Begrip(urgentie, "urgentie", "Hoe dringend de spoedpost het contact vond.", "urgency")
* insert Begrip(voor-persoon, "voor wie", "Wie in de praktijk dit als eerste bekijkt.", "for whom")
* insert Begrip(voorstel, "voorstel", "Een voorstel dat uit deze taak komt. De eigenaar beslist erover.", "proposal")
* insert Begrip(document, "document", "Het verzegelde document.", "document")
* insert Begrip(actie, "actie", "Wat iemand naar aanleiding van de taak gaat doen.", "action")
* insert Begrip(gelezen-door, "gelezen door", "De huisarts of waarnemer die het heeft gelezen.", "read by")
