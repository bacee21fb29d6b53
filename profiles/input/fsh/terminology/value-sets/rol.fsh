ValueSet: RolSet
Id: rol
Title: "Rollen in de wijk"
Description: "Alle rollen in de wijk."
* ^experimental = false
* include codes from system Rol
