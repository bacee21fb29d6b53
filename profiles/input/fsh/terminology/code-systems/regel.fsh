CodeSystem: Regel
Id: regel
Title: "Regels"
Description: "De regels die een weigering of een melding kan noemen. Dezelfde sleutels als in packages/fhir/src/rules.ts; een test houdt ze gelijk."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(one-practice, "één praktijk", "Een patiënt staat bij hoogstens één praktijk ingeschreven.", "one practice")
* insert Begrip(dossier-owner, "eigenaar van het dossier", "Het medisch dossier hoort bij de praktijk waar de patiënt nu is ingeschreven.", "dossier owner")
* insert Begrip(own-part, "eigen deel", [["Wat een organisatie zelf schreef, mag alleen zij veranderen."]], "own part")
* insert Begrip(immutable, "blijft zoals het is", [["Wat is verstuurd, verandert niet meer. Een verbetering komt in een nieuwe versie."]], "immutable")
* insert Begrip(gp-decides, "de huisarts beslist", "Alleen de eigen huisarts of zijn waarnemer beslist en verstuurt.", "the GP decides")
* insert Begrip(supervised, "onder toezicht", "Een arts in opleiding werkt onder een huisarts met naam.", "supervised")
* insert Begrip(two-gps, "twee vaste huisartsen", "Een patiënt heeft één vaste huisarts en één vaste tweede huisarts.", "two GPs")
* insert Begrip(responsible-gp, "wie is verantwoordelijk", [["Op elk moment is duidelijk wie de huisarts is, of dat er niemand is."]], "responsible GP")
* insert Begrip(attested, "ondertekend", "De huisarts staat voor de overdracht. De server verzegelt haar.", "attested")
* insert Begrip(one-current, "één geldige overdracht", "Er is hoogstens één geldige overdracht.", "one current")
* insert Begrip(honest-status, "eerlijke status", [["Wat oud of veranderd is, zegt dat ook."]], "honest status")
* insert Begrip(limits-clear, "duidelijke grenzen", [["Een behandeling mag wel, mag niet, of anders met uitleg. Nooit twee tegelijk."]], "limits clear")
* insert Begrip(minimum, "wat er in moet staan", "Een overdracht heeft wat de spoedpost 's nachts nodig heeft.", "minimum")
* insert Begrip(low-effort, "weinig werk", "De server maakt de overdracht uit wat er al is.", "low effort")
* insert Begrip(home-access, "toegang tot de woning", "Een code van een sleutelkast staat nooit in de overdracht zelf.", "home access")
* insert Begrip(no-row-no-access, [["geen regel, geen toegang"]], [["Eén tabel bepaalt wie wat mag. Wat er niet in staat, mag niet."]], [["no row, no access"]])
* insert Begrip(narrowed, "beperkt zoeken", "Zoeken vindt alleen wat je mag zien.", "narrowed")
* insert Begrip(stranger, "onbekend", [["Wat je niet mag zien, bestaat niet voor jou."]], "stranger")
* insert Begrip(basis, "grondslag", [["Wie van een andere organisatie leest, heeft een vastgelegde reden."]], "basis")
* insert Begrip(person, "een persoon met naam", "Bij elke vraag hoort een persoon met een rol.", "person")
* insert Begrip(audit, "vastgelegd", [["Alles wat gebeurt, wordt vastgelegd."]], "audit")
* insert Begrip(no-bsn, "geen BSN", [["Een BSN staat nooit in een adres, een log of een foutmelding."]], "no BSN")
* insert Begrip(keep-and-erase, "bewaren en wissen", "Niets verdwijnt stil.", "keep and erase")
* insert Begrip(who-reads-parts, "wie de delen leest", [["Wie een overdracht mag lezen, mag ook de delen lezen."]], "who reads parts")
* insert Begrip(if-match-required, "versie nodig", [["Wie iets gedeelds verandert, zegt welke versie hij zag."]], "if-match required")
* insert Begrip(profile, "past bij het profiel", "Een gegeven heeft de vorm die is afgesproken.", "profile")
* insert Begrip(elfproef, "elfproef", "Een BSN heeft negen cijfers en klopt met de elfproef.", "elfproef")
* insert Begrip(one-patient, "één patiënt", "Een document gaat over één patiënt.", "one patient")
* insert Begrip(unknown-modifier, "onbekende uitzondering", [["Een uitzondering die niet wordt begrepen, wordt geweigerd."]], "unknown modifier")
* insert Begrip(review-date, "datum van nakijken", "Een overdracht wordt binnen 90 dagen nagekeken.", "review date")
* insert Begrip(reference, "verwijzing", "Een verwijzing wijst naar iets dat er is.", "reference")
