ValueSet: VoorstelSet
Id: voorstel
Title: "Soorten voorstellen"
Description: "Een voorstel over een deel, of over het zorgplan zelf."
* ^experimental = false
* $taak#voorstel
* $taak#voorstel-zorgplan
