ValueSet: BesluitSet
Id: besluit
Title: "Besluiten over een voorstel"
Description: "Alle besluiten."
* ^experimental = false
* include codes from system Besluit
