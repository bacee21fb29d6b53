CodeSystem: Operatie
Id: operatie
Title: "Handelingen in het logboek"
Description: "Welke handeling is gedaan; de code is de naam van de operatie zonder $."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(assemble-handover, "overdracht voorbereiden", "Een concept van de overdracht is gemaakt.", "assemble handover")
* insert Begrip(publish-handover, "overdracht publiceren", "De overdracht is gepubliceerd.", "publish handover")
* insert Begrip(withdraw-handover, "overdracht intrekken", "De overdracht is ingetrokken.", "withdraw handover")
* insert Begrip(palliative-handover, "overdracht ophalen", "De overdracht is opgehaald.", "retrieve handover")
* insert Begrip(responsible-gp, "verantwoordelijke huisarts opvragen", "Er is gevraagd welke huisarts verantwoordelijk is.", "ask for responsible GP")
* insert Begrip(access-log, "zien wie er keek", "Er is gevraagd wie in het dossier keek.", "see who looked")
* insert Begrip(everything, "alles opvragen", "Alles over de patiënt is opgevraagd dat de vrager mag lezen.", "ask for everything")
* insert Begrip(validate, "controleren", "Er is gevraagd of gegevens kloppen. Er is niets bewaard.", "validate")
* insert Begrip(break-glass, "noodtoegang vragen", "Iemand heeft met spoed toegang gevraagd tot één dossier.", "ask for emergency access")
* insert Begrip(end-break-glass, "noodtoegang stoppen", "De noodtoegang is gestopt.", "end emergency access")
* insert Begrip(review-break-glass, "noodtoegang beoordelen", "De eigen huisarts heeft gekeken of de noodtoegang nodig was.", "review emergency access")
* insert Begrip(erase, "dossier wissen", [["De huisarts heeft het dossier gewist, of dat geweigerd."]], "erase record")
* insert Begrip(propose, "voorstel doen", "Iemand heeft een verandering voorgesteld.", "propose")
* insert Begrip(decide, "over voorstel beslissen", "De eigenaar heeft een voorstel aangenomen of afgewezen.", "decide on proposal")
* insert Begrip(invite, "uitnodigen", "Een organisatie of mens is gevraagd om mee te doen in het wijkteam.", "invite")
* insert Begrip(leave, "team verlaten", "Een organisatie of mens doet niet meer mee in het wijkteam.", "leave team")
* insert Begrip(plan-view, "zorgplan bekijken", "Het zorgplan is opgehaald met alles wat de vrager mag lezen.", "view care plan")
* insert Begrip(assign-gp, "vaste huisarts aanwijzen", "De praktijk heeft gezegd wie de vaste huisarts is.", "assign GP")
* insert Begrip(transfer-registration, "overschrijven", "Een praktijk heeft gemeld dat de patiënt voor haar koos.", "transfer registration")
* insert Begrip(dossier-package, "dossier als pakket ophalen", "Het hele dossier is opgehaald om mee te geven.", "retrieve record as package")
* insert Begrip(cover, "waarneming regelen", "Er is gezegd wie waarneemt.", "arrange cover")
* insert Begrip(gp-timeline, "tijdlijn opvragen", "Er is gevraagd wie wanneer verantwoordelijk was.", "ask for timeline")
* insert Begrip(report-contact, "waarneembericht sturen", "De spoedpost heeft gemeld wat er is gedaan.", "report contact")
* insert Begrip(sort-contact, "waarneembericht sorteren", "De praktijk heeft een waarneembericht gesorteerd.", "sort contact report")
* insert Begrip(acknowledge-contact, "waarneembericht afhandelen", "Een huisarts heeft het waarneembericht gelezen.", "acknowledge contact report")
* insert Begrip(escalate-contacts, "waarneembericht niet gelezen", "De server heeft de praktijk gewaarschuwd dat een waarneembericht niet op tijd is gelezen.", "contact report not read")
* insert Begrip(notification, "melding met inhoud", "De server heeft in een melding aan een abonnee gegevens meegestuurd.", "notification with content")
* insert Begrip(continuity-signals, "signalen opvragen", "Een praktijk of regio-organisatie heeft signalen opgevraagd.", "ask for signals")
* insert Begrip(explain-signal, "signaal toelichten", "De praktijk heeft een signaal toegelicht.", "explain signal")
* insert Begrip(token, "toegang vragen", "Een systeem heeft een toegangsbewijs gevraagd.", "ask for access token")
* insert Begrip(onbekend, "onbekend", "Een vraag die de server niet kon begrijpen.", "unknown")
