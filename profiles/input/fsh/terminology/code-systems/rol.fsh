CodeSystem: Rol
Id: rol
Title: "Rollen in de wijk"
Description: "Wat iemand doet in de zorg voor een patiënt. De sleutels zijn dezelfde als in de toegangstabel."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(huisarts, "huisarts", "Arts die de patiënt in de praktijk behandelt.", "general practitioner")
* insert Begrip(waarnemer, "waarnemer", "Huisarts die tijdelijk voor een collega werkt.", "locum GP")
* insert Begrip(aios, "huisarts in opleiding", "Arts in opleiding tot huisarts. Werkt onder een huisarts.", "GP in training")
* insert Begrip(anios, [["basisarts (anios)"]], "Basisarts die niet in opleiding is. Werkt onder een huisarts.", "doctor not in training")
* insert Begrip(physician-assistant, "physician assistant", "Werkt onder een afspraak met een huisarts.", "physician assistant")
* insert Begrip(verpleegkundig-specialist, "verpleegkundig specialist", "Werkt onder een afspraak met een huisarts.", "nurse practitioner")
* insert Begrip(poh, "praktijkondersteuner", "Begeleidt patiënten in de huisartsenpraktijk.", "practice nurse")
* insert Begrip(poh-ggz, "praktijkondersteuner ggz", "Begeleidt patiënten met psychische klachten in de huisartsenpraktijk.", "mental health practice nurse")
* insert Begrip(doktersassistent, "doktersassistent", "Eerste contact in de huisartsenpraktijk.", "doctor's assistant")
* insert Begrip(praktijkmanager, "praktijkmanager", "Regelt het werk in de praktijk.", "practice manager")
* insert Begrip(specialist-ouderengeneeskunde, "specialist ouderengeneeskunde", "Arts voor kwetsbare ouderen.", "elderly care physician")
* insert Begrip(arts-vg, "arts verstandelijk gehandicapten", "Arts voor mensen met een verstandelijke beperking.", "intellectual disability physician")
* insert Begrip(wijkverpleegkundige, "wijkverpleegkundige", "Geeft zorg thuis en regelt de zorg thuis.", "district nurse")
* insert Begrip(verzorgende, "verzorgende", "Helpt thuis bij de dagelijkse zorg.", "care worker")
* insert Begrip(apotheker, "apotheker", "Verantwoordelijk voor de medicijnen.", "pharmacist")
* insert Begrip(apothekersassistent, "apothekersassistent", "Werkt in de apotheek.", "pharmacy assistant")
* insert Begrip(sociaal-werker, "sociaal werker", "Helpt bij wonen en geld en bij contact met anderen.", "social worker")
* insert Begrip(post-huisarts, "huisarts op de spoedpost", "Huisarts die dienst heeft op de spoedpost.", "GP at the out-of-hours post")
* insert Begrip(triagist, "triagist", "Neemt op de spoedpost de telefoon aan en bepaalt hoe snel hulp nodig is.", "triage nurse")
* insert Begrip(zcc-triagist, "triagist zorgcoördinatiecentrum", "Zoekt in de regio de juiste hulp bij spoed.", "triage nurse of the coordination centre")
* insert Begrip(patient, "patiënt", "De persoon die zorg krijgt.", "patient")
* insert Begrip(mantelzorger, "mantelzorger", "Naaste die zonder betaling zorgt.", "informal carer")
* insert Begrip(rho-analist, "analist van de regio-organisatie", "Ziet alleen aantallen. Ziet nooit wie de patiënt is.", "analyst of the regional organisation")
