CodeSystem: OrganisatieSoort
Id: organisatie-soort
Title: "Soorten organisaties"
Description: "Organisaties die in de landelijke lijst geen eigen code hebben."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(sociaal-team, "sociaal team", "Het team van de gemeente of van welzijn in de wijk.", "social care team")
* insert Begrip(portaal, "patiëntportaal", "Een website of app waarmee patiënten hun gegevens zien.", "patient portal")
