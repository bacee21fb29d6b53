Instance: contact-reports-unread
InstanceOf: Measure
Usage: #definition
Title: "Contact reports left unread"
* insert Signaal(contact-reports-unread, ContactReportsUnread)
* title = "Waarneemberichten die te lang blijven liggen"
* insert InEnglish(title, [["Contact reports left unread"]])
* description = "Hoeveel waarneemberichten van de spoedpost nog niet gelezen zijn, langer dan 4 uur nadat de praktijk weer openging."
* insert InEnglish(description, [["How many contact reports of the post haven't been read, more than 4 hours after the practice opened again."]])
* relatedArtifact[0].type = #citation
* relatedArtifact[0].citation = "Uitwerking AZWA-opdracht D3 (LHV en NHG, 2025), kerntaak zorg in de laatste levensfase: samenwerken en overdragen. De 4 uur is een keuze van dit systeem"
* insert InEnglish(relatedArtifact[0].citation, [["Uitwerking AZWA opdracht D3 (LHV and NHG, 2025), core task care in the last phase of life: working together and handing over. The 4 hours are this system's choice"]])
* insert Telling(0, numerator, [["berichten die te lang ongelezen zijn"]], [["reports unread for too long"]])
* insert Telling(1, denominator, [["berichten die op lezen wachten"]], [["reports that wait to be read"]])
