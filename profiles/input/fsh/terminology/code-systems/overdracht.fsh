CodeSystem: Overdracht
Id: overdracht
Title: "Onderdelen van de overdracht"
Description: "Onderdelen van de palliatieve overdracht die landelijk nog geen code hebben."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(palliatieve-fase, "palliatieve fase", "In welke fase de patiënt is.", "palliative phase")
* insert Begrip(prognose, "prognose", "Wat de huisarts verwacht.", "prognosis")
* insert Begrip(palliatieve-sedatie, "afspraken over palliatieve sedatie", "Wat is afgesproken over slaapmedicatie aan het einde van het leven.", "palliative sedation agreements")
* insert Begrip(bereikbaarheid-huisarts, "eigen huisarts bereikbaar", "Wanneer de eigen huisarts zelf gebeld kan worden.", "own GP reachable")
* insert Begrip(toegang-woning, "toegang tot de woning", "Hoe de hulpverlener in huis komt.", "home access")
* insert Begrip(scenario, "plan bij verwachte klachten", "Wat te doen bij klachten die te verwachten zijn.", "plan for expected problems")
