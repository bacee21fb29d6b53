CodeSystem: Taakstand
Id: taakstand
Title: "Stand van een taak"
Description: "Wat er met een taak aan de hand is."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(te-laat, "te laat", "Niemand heeft het op tijd gelezen. De praktijk is gewaarschuwd.", "overdue")
