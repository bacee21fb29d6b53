ValueSet: BehandelingSet
Id: behandeling
Title: "Behandelingen waarvoor een grens geldt"
Description: "De zes behandelingen van de zib BehandelAanwijzing, en anders. Bij anders zegt de tekst welke."
* ^experimental = false
* $sct#89666000 "cardiopulmonale resuscitatie"
* $sct#89666000 ^designation[0].language = #en
* $sct#89666000 ^designation[=].value = "Cardiopulmonary resuscitation"
* $sct#40617009 "kunstmatige beademing"
* $sct#40617009 ^designation[0].language = #en
* $sct#40617009 ^designation[=].value = "Artificial respiration"
* $sct#305351004 "opname op intensive care"
* $sct#305351004 ^designation[0].language = #en
* $sct#305351004 ^designation[=].value = "Admission to intensive care unit"
* $sct#32485007 "opname in ziekenhuis"
* $sct#32485007 ^designation[0].language = #en
* $sct#32485007 ^designation[=].value = "Hospital admission"
* $sct#281789004 "antibiotische therapie"
* $sct#281789004 ^designation[0].language = #en
* $sct#281789004 ^designation[=].value = "Antibiotic therapy"
* $sct#116762002 "toediening van bloedproduct"
* $sct#116762002 ^designation[0].language = #en
* $sct#116762002 ^designation[=].value = "Administration of blood product"
* $v3null#OTH "anders"
* $v3null#OTH ^designation[0].language = #en
* $v3null#OTH ^designation[=].value = "Other"
