ValueSet: AbonnementKanaalSet
Id: abonnement-kanaal
Title: "Kanaal van een abonnement"
Description: "Hoe een melding aankomt: de server stuurt haar, of wie luistert houdt een verbinding open."
* ^experimental = false
* $kanaal#rest-hook "de server stuurt"
* $kanaal#rest-hook ^designation[0].language = #en
* $kanaal#rest-hook ^designation[=].value = "The server sends"
* $kanaal#websocket "open verbinding"
* $kanaal#websocket ^designation[0].language = #en
* $kanaal#websocket ^designation[=].value = "Open connection"
