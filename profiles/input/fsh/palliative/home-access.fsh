Profile: HomeAccess
Parent: Flag
Id: home-access
Title: "Toegang tot de woning"
Description: "Key safe, code, dog, back door. Fetched live for a visit, never part of a document or of history after its end."
* insert OneCategory(homeAccess, $overdracht#toegang-woning)
* code.text 1..1
* subject only Reference(Patient)
* period 1..1
* period.start 1..1
* period.end 1..1
