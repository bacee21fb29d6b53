CodeSystem: Verbinding
Id: verbinding
Title: "Verbindingen tussen organisaties"
Description: "Hoe twee organisaties met elkaar verbonden zijn."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(lid, "lid", "De tweede organisatie is lid van het netwerk.", "member")
* insert Begrip(anw-post, "spoedpost", [["De spoedpost neemt in avond, nacht en weekend de zorg van de praktijk over."]], "out-of-hours post")
* insert Begrip(waarneming, "waarneming", "De eerste praktijk neemt waar voor de tweede praktijk.", "cover")
* insert Begrip(zcc, "zorgcoördinatiecentrum", "Het zorgcoördinatiecentrum helpt patiënten van de praktijk met spoed.", "care coordination centre")
