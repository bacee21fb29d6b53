// Extensible where it is bound: other codes of the national list stay welcome.
ValueSet: OrganisatieTypeSet
Id: organisatie-type
Title: "Soorten zorgorganisaties"
Description: "Landelijke codes van organisaties die in of rond een wijkverband werken."
* ^experimental = false
* $orgtype#Z3 "Huisartspraktijk (zelfstandig of groepspraktijk)"
* $orgtype#Z3 ^designation[0].language = #en
* $orgtype#Z3 ^designation[=].value = "GP practice"
* $orgtype#H1 "Huisartsinstelling"
* $orgtype#H1 ^designation[0].language = #en
* $orgtype#H1 ^designation[=].value = "GP institution"
* $orgtype#K3 "Apotheekhoudende huisartspraktijk"
* $orgtype#K3 ^designation[0].language = #en
* $orgtype#K3 ^designation[=].value = "dispensing GP practice"
* $orgtype#N6 "Huisartsenpost (t.b.v. dienstwaarneming)"
* $orgtype#N6 ^designation[0].language = #en
* $orgtype#N6 ^designation[=].value = "out-of-hours GP post"
* $orgtype#J8 "Openbare apotheek"
* $orgtype#J8 ^designation[0].language = #en
* $orgtype#J8 ^designation[=].value = "community pharmacy"
* $orgtype#A1 "Apotheekinstelling"
* $orgtype#A1 ^designation[0].language = #en
* $orgtype#A1 ^designation[=].value = "pharmacy institution"
* $orgtype#T2 "Thuiszorg"
* $orgtype#T2 ^designation[0].language = #en
* $orgtype#T2 ^designation[=].value = "home care"
* $orgtype#H2 "Hospice"
* $orgtype#H2 ^designation[0].language = #en
* $orgtype#H2 ^designation[=].value = "hospice"
* $orgtype#R5 "Verpleeghuis"
* $orgtype#R5 ^designation[0].language = #en
* $orgtype#R5 ^designation[=].value = "nursing home"
* $orgtype#X3 "Verplegings- of verzorgingsinstelling"
* $orgtype#X3 ^designation[0].language = #en
* $orgtype#X3 ^designation[=].value = "nursing or care institution"
* $orgtype#ZG "Zorggroep"
* $orgtype#ZG ^designation[0].language = #en
* $orgtype#ZG ^designation[=].value = "care group"
* $orgtype#V4 "Ziekenhuis"
* $orgtype#V4 ^designation[0].language = #en
* $orgtype#V4 ^designation[=].value = "hospital"
* $orgtype#V5 "Universitair Medisch Centrum"
* $orgtype#V5 ^designation[0].language = #en
* $orgtype#V5 ^designation[=].value = "university hospital"
* $orgtype#V6 "Algemeen ziekenhuis"
* $orgtype#V6 ^designation[0].language = #en
* $orgtype#V6 ^designation[=].value = "general hospital"
* $orgtype#AMB "Regionale ambulancevoorzieningen"
* $orgtype#AMB ^designation[0].language = #en
* $orgtype#AMB ^designation[=].value = "regional ambulance service"
* $orgtype#G5 "Geestelijke Gezondheidszorg"
* $orgtype#G5 ^designation[0].language = #en
* $orgtype#G5 ^designation[=].value = "mental health care"
