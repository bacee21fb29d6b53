ValueSet: NaasteRolSet
Id: naaste-rol
Title: "Rollen van naasten uit de zib"
Description: "Rollen die de zib Contactpersoon zelf een code geeft."
* ^experimental = false
* $contactrol#100001 "Mantelzorger"
* $contactrol#100001 ^designation[0].language = #en
* $contactrol#100001 ^designation[=].value = "informal carer"
* $contactrol#100002 "Geestelijk verzorger"
* $contactrol#100002 ^designation[0].language = #en
* $contactrol#100002 ^designation[=].value = "spiritual carer"
* $contactrol#100003 "Tolk"
* $contactrol#100003 ^designation[0].language = #en
* $contactrol#100003 ^designation[=].value = "interpreter"
* $contactrol#100004 "Advocaat"
* $contactrol#100004 ^designation[0].language = #en
* $contactrol#100004 ^designation[=].value = "lawyer"
