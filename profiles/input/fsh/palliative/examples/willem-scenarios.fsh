Instance: willem-scenarios
InstanceOf: ScenarioPlan
Usage: #example
Title: "Plan bij verwachte klachten"
Description: "Four problems that may come, and what was agreed."
* status = #active
* intent = #plan
* category[scenario] = $overdracht#scenario
* title = "Plan bij verwachte klachten"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* created = "2026-11-18"
* author = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* addresses = Reference(willem-diagnose) "Longkanker"
* activity[0].detail.reasonCode = $scenario#benauwdheid "benauwdheid"
* activity[0].detail.status = #scheduled
* activity[0].detail.description = "Raam open, ventilator aan, ga bij Willem zitten en praat rustig. Geef morfinedrank 2,5 ml. Helpt dit na 30 minuten niet? Bel de spoedpost. De arts mag morfine 5 mg onder de huid geven, en bij angst midazolam 5 mg."
* activity[1].detail.reasonCode = $scenario#pijn "pijn"
* activity[1].detail.status = #scheduled
* activity[1].detail.description = "Geef morfinedrank 2,5 ml. Dit mag na een uur nog een keer. Kan Willem niet slikken? Dan morfine 5 mg onder de huid, elke 4 uur als het nodig is. Overleg de volgende dag met de eigen huisarts over een pomp."
* activity[2].detail.reasonCode = $scenario#delier "delier"
* activity[2].detail.status = #scheduled
* activity[2].detail.description = "Is Willem opeens in de war? Kijk eerst of de blaas vol is. Licht aan, bril op, Riet erbij. Haloperidol 1 mg onder de huid, dit mag na 2 uur nog een keer."
* activity[3].detail.reasonCode = $scenario#bloeding "bloeding"
* activity[3].detail.status = #scheduled
* activity[3].detail.description = "Willem kan bloed ophoesten. Blijf bij hem. De donkere handdoeken liggen onder het bed. Draai hem op zijn rechterzij. Midazolam 10 mg in de spier. Bel geen ambulance voor vervoer. Riet en Anja weten dat dit kan gebeuren."
