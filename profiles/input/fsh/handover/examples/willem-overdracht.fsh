Instance: willem-overdracht
InstanceOf: HandoverComposition
Usage: #example
Title: "Palliatieve overdracht van Willem"
Description: "Complete: every section has entries."
* status = #final
* type = $loinc#18761-7
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* encounter = Reference(willem-acp-contact) "Huisbezoek, 10 november 2026"
* date = "2026-11-20T16:30:00+01:00"
* author = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* title = "Palliatieve overdracht"
* attester[legal].mode = #legal
* attester[legal].time = "2026-11-20T16:30:00+01:00"
* attester[legal].party = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* custodian = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* insert Deel(behandelgrenzen, [["Behandelgrenzen"]], [[Niet reanimeren. Niet naar de intensive care. Niet beademen. Ziekenhuis: liever niet, alleen als een klacht thuis niet te behandelen is. Antibiotica: ja. Bloed: niet besproken. ICD uitzetten: ja.]])
* section[behandelgrenzen].code.coding[0] = $sectie#behandelgrenzen
* section[behandelgrenzen].code.coding[1] = $loinc#42348-3
* section[behandelgrenzen].entry[0] = Reference(willem-limiet-reanimatie)
* section[behandelgrenzen].entry[1] = Reference(willem-limiet-intensive-care)
* section[behandelgrenzen].entry[2] = Reference(willem-limiet-beademing)
* section[behandelgrenzen].entry[3] = Reference(willem-limiet-ziekenhuis)
* section[behandelgrenzen].entry[4] = Reference(willem-limiet-antibiotica)
* section[behandelgrenzen].entry[5] = Reference(willem-limiet-bloedproduct)
* section[behandelgrenzen].entry[6] = Reference(willem-limiet-icd)
* insert Deel(wilsverklaringen, [["Wilsverklaringen"]], [[Verklaring om niet te reanimeren, 2 september 2026.]])
* section[wilsverklaringen].code.coding[0] = $sectie#wilsverklaringen
* section[wilsverklaringen].entry[0] = Reference(willem-wilsverklaring)
* insert Deel(faseEnPrognose, [["Fase en prognose"]], [[Terminaal. Dagen tot enkele weken. Over palliatieve sedatie is gesproken.]])
* section[faseEnPrognose].code.coding[0] = $sectie#fase-en-prognose
* section[faseEnPrognose].entry[0] = Reference(willem-fase)
* section[faseEnPrognose].entry[1] = Reference(willem-prognose)
* section[faseEnPrognose].entry[2] = Reference(willem-sedatie)
* insert Deel(diagnoseEnProblemen, [["Diagnose en problemen"]], [[Longkanker rechts met uitzaaiingen. Ernstige COPD. Benauwd, ook in rust.]])
* section[diagnoseEnProblemen].code.coding[0] = $sectie#diagnose-en-problemen
* section[diagnoseEnProblemen].code.coding[1] = $loinc#11450-4
* section[diagnoseEnProblemen].entry[0] = Reference(willem-diagnose)
* section[diagnoseEnProblemen].entry[1] = Reference(willem-copd)
* section[diagnoseEnProblemen].entry[2] = Reference(willem-benauwdheid)
* insert Deel(medicatie, [["Medicatie"]], [[Morfine, morfinedrank, macrogol en tiotropium. Er is een doos met noodmedicijnen in huis.]])
* section[medicatie].code.coding[0] = $sectie#medicatie
* section[medicatie].code.coding[1] = $loinc#10160-0
* section[medicatie].entry[0] = Reference(willem-medicatie-morfine)
* section[medicatie].entry[1] = Reference(willem-medicatie-morfinedrank)
* section[medicatie].entry[2] = Reference(willem-medicatie-macrogol)
* section[medicatie].entry[3] = Reference(willem-medicatie-tiotropium)
* section[medicatie].entry[4] = Reference(willem-medicatie-noodset)
* section[medicatie].entry[5] = Reference(willem-medicatieafspraak-morfine)
* insert Deel(allergieen, [["Allergieën"]], [[Amoxicilline: huiduitslag.]])
* section[allergieen].code.coding[0] = $sectie#allergieen
* section[allergieen].code.coding[1] = $loinc#48765-2
* section[allergieen].entry[0] = Reference(willem-allergie)
* insert Deel(scenarios, [["Plan bij verwachte klachten"]], [[Er is een plan voor benauwdheid, pijn, verwardheid en bloeding.]])
* section[scenarios].code.coding[0] = $sectie#scenarios
* section[scenarios].code.coding[1] = $loinc#18776-5
* section[scenarios].entry[0] = Reference(willem-scenarios)
* insert Deel(bereikbaarheid, [["Eigen huisarts bereikbaar"]], [[Eva Fictief, op werkdagen tot 23 uur en in het weekend van 9 tot 21 uur.]])
* section[bereikbaarheid].code.coding[0] = $sectie#bereikbaarheid
* section[bereikbaarheid].entry[0] = Reference(willem-bereikbaarheid-huisarts)
* insert Deel(contactpersonen, [["Contactpersonen"]], [[Riet Voorbeeld, echtgenote: bel haar eerst. Zij beslist als Willem dat niet meer kan. Anja Voorbeeld, dochter.]])
* section[contactpersonen].code.coding[0] = $sectie#contactpersonen
* section[contactpersonen].entry[0] = Reference(riet-voorbeeld)
* section[contactpersonen].entry[1] = Reference(anja-voorbeeld)
* insert Deel(zorgAanwezig, [["Zorg in huis"]], [[Thuiszorg twee keer per dag, met een nachtteam. Riet is er altijd, Anja in het weekend.]])
* section[zorgAanwezig].code.coding[0] = $sectie#zorg-aanwezig
* section[zorgAanwezig].entry[0] = Reference(willem-zorg-thuiszorg)
* section[zorgAanwezig].entry[1] = Reference(willem-zorg-riet)
* section[zorgAanwezig].entry[2] = Reference(willem-zorg-anja)
* insert Deel(doelEnWensen, [["Doel en wensen"]], [[Zo weinig mogelijk klachten. Thuis sterven. Geen euthanasie.]])
* section[doelEnWensen].code.coding[0] = $sectie#doel-en-wensen
* section[doelEnWensen].code.coding[1] = $loinc#61146-7
* section[doelEnWensen].entry[0] = Reference(willem-beleidsdoel)
* section[doelEnWensen].entry[1] = Reference(willem-wensen)
* section[doelEnWensen].entry[2] = Reference(willem-plaats-van-overlijden)
* section[doelEnWensen].entry[3] = Reference(willem-standpunt-euthanasie)
* section[doelEnWensen].entry[4] = Reference(willem-donorregistratie)
* section[doelEnWensen].entry[5] = Reference(willem-zingeving)
* insert Deel(hulpmiddelen, [["Hulpmiddelen"]], [[ICD sinds 2019. Staat nog aan.]])
* section[hulpmiddelen].code.coding[0] = $sectie#hulpmiddelen
* section[hulpmiddelen].entry[0] = Reference(willem-icd-gebruik)
* insert Deel(gesprekken, [["Gesprekken"]], [[Gesprek op 10 november 2026 met Willem, Riet en Anja.]])
* section[gesprekken].code.coding[0] = $sectie#gesprekken
* section[gesprekken].entry[0] = Reference(willem-acp-gesprek)
* section[gesprekken].entry[1] = Reference(willem-acp-contact)
* section[gesprekken].entry[2] = Reference(willem-naasten-informeren)
