ValueSet: PrivacyRegelSet
Id: privacy-regel
Title: "Toestemming of bezwaar"
Description: "Of de patiënt toestemming geeft (opt-in) of bezwaar maakt (opt-out)."
* ^experimental = false
* $v3actcode#OPTIN "toestemming"
* $v3actcode#OPTIN ^designation[0].language = #en
* $v3actcode#OPTIN ^designation[=].value = "opt in"
* $v3actcode#OPTOUT "bezwaar"
* $v3actcode#OPTOUT ^designation[0].language = #en
* $v3actcode#OPTOUT ^designation[=].value = "opt out"
