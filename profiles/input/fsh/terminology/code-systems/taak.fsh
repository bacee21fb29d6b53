CodeSystem: Taak
Id: taak
Title: "Soorten taken"
Description: "Waar een taak over gaat."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(inschrijving, "inschrijving", "Een praktijk vraagt om een patiënt in te schrijven.", "registration")
* insert Begrip(noodtoegang, "noodtoegang", "Iemand kan een half uur lang in het dossier van één patiënt kijken omdat er haast is.", "emergency access")
* insert Begrip(noodtoegang-beoordelen, "noodtoegang beoordelen", "De eigen praktijk kijkt achteraf of de noodtoegang nodig was.", "review of emergency access")
* insert Begrip(wisverzoek, "verzoek om te wissen", "De patiënt vraagt om het eigen dossier te wissen.", "request to erase")
* insert Begrip(voorstel, "voorstel", "Iemand stelt een verandering voor. De eigenaar beslist.", "proposal")
* insert Begrip(voorstel-zorgplan, "voorstel voor het zorgplan", "Iemand stelt een verandering van het zorgplan zelf voor.", "proposal on the care plan")
* insert Begrip(uitnodiging, "uitnodiging", "Een organisatie of mens wordt gevraagd om mee te doen in het wijkteam.", "invitation")
* insert Begrip(opdracht, "opdracht", "Iemand in het wijkteam vraagt een ander in het team om iets te doen.", "task for a member")
* insert Begrip(overschrijving, "overschrijving", "De patiënt koos een andere praktijk. De vorige praktijk kan een fout betwisten.", "transfer")
* insert Begrip(overschrijving-betwist, "betwiste overschrijving", "De vorige praktijk zegt dat de overschrijving een fout is.", "contested transfer")
* insert Begrip(overschrijving-gevraagd, "vraag om over te schrijven", "De patiënt vraagt een praktijk om ingeschreven te worden.", "request to transfer")
* insert Begrip(waarneembericht, "waarneembericht", "De spoedpost meldt wat er is gedaan. Een huisarts leest het.", "contact report")
* insert Begrip(waarneembericht-verstuurd, "verstuurd waarneembericht", "Het bewijs voor de spoedpost dat het bericht is aangekomen. Later staat er of het is gelezen.", "contact report sent")
