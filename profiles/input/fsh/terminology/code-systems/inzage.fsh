CodeSystem: Inzage
Id: inzage
Title: "Wie mag inzien"
Description: "Een label in meta.security voor wat maar weinig mensen mogen lezen."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(afgeschermd, "afgeschermd", [["Alleen wie het schreef en de eigen praktijk lezen dit. De patiënt niet, bijvoorbeeld omdat het over iemand anders gaat."]], "withheld")
