Instance: willem-mdo-verslag
InstanceOf: MdoMinutes
Usage: #example
Title: "Verslag van het overleg"
Description: "Two agreements, each a task with an owner and a day."
* status = #final
* type = $verslag#mdo-verslag
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* encounter = Reference(willem-mdo) "Overleg, 20 november 2026"
* date = "2026-11-20T13:20:00+01:00"
* author = Reference(noor-verzonnen-wijkverpleegkundige) "Noor Verzonnen, wijkverpleegkundige"
* title = "Overleg over Willem Voorbeeld, 20 november 2026"
* section[0].title = "Besproken"
* section[0].code = $verslag#besproken
* section[0].text.status = #additional
* section[0].text.div = "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Willem wil thuis blijven. De pijn is overdag weg, 's avonds niet altijd. Riet is moe en vergeet soms een tablet.</p></div>"
* section[afspraken].title = "Afspraken"
* section[afspraken].code = $verslag#afspraken
* section[afspraken].entry[0] = Reference(willem-opdracht-medicijnrol) "Medicijnrol, door de apotheek, voor 24 november"
* section[afspraken].entry[1] = Reference(willem-opdracht-vrijwilliger) "Vrijwilliger, door Sanne Bedacht, voor 1 december"
