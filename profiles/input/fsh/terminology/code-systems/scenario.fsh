CodeSystem: Scenario
Id: scenario
Title: "Verwachte klachten"
Description: "Klachten waarvoor vooraf een plan is gemaakt."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(benauwdheid, "benauwdheid", "Moeite met ademen.", "breathlessness")
* insert Begrip(pijn, "pijn", "Pijn.", "pain")
* insert Begrip(delier, "delier", "Plotselinge verwardheid.", "delirium")
* insert Begrip(bloeding, "bloeding", "Een grote bloeding.", "bleeding")
* insert Begrip(ileus, "darmafsluiting", "De darm zit dicht.", "ileus")
* insert Begrip(onrust, "onrust", "Onrust.", "agitation")
* insert Begrip(misselijkheid, "misselijkheid", "Misselijk zijn en overgeven.", "nausea")
* insert Begrip(anders, "anders", "Een andere klacht. De tekst zegt welke.", "other")
