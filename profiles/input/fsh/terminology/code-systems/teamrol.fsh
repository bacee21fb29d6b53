CodeSystem: Teamrol
Id: teamrol
Title: "Rollen in een team"
Description: "Welke plaats iemand heeft in het team van één patiënt."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(vaste-huisarts, "vaste huisarts", "De huisarts die de patiënt het beste kent.", "regular GP")
* insert Begrip(vaste-tweede-huisarts, "vaste tweede huisarts", "De tweede huisarts die de patiënt kent.", "regular second GP")
* insert Begrip(waarnemer, "waarnemer", "Neemt de zorg voor deze patiënt tijdelijk over.", "locum GP")
* insert Begrip(coordinator, "coördinator", "Houdt het plan bij elkaar.", "coordinator")
* insert Begrip(eerste-aanspreekpunt, "eerste aanspreekpunt", "Wie de patiënt het eerst belt. Dit kan ook een mantelzorger zijn.", "first point of contact")
* insert Begrip(hoofdbehandelaar, "hoofdbehandelaar", "Een andere arts die de behandeling leidt.", "lead practitioner")
