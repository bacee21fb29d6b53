ValueSet: OrganisatieSoortSet
Id: organisatie-soort
Title: "Soorten organisaties"
Description: "Soorten organisaties zonder landelijke code."
* ^experimental = false
* include codes from system OrganisatieSoort
