Instance: willem-beleidsdoel
InstanceOf: PolicyGoal
Usage: #example
Title: "Doel: zo weinig mogelijk klachten"
Description: "Comfort comes first."
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-Medical-Policy-Goal")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-MedicalPolicyGoal")
* lifecycleStatus = #active
* category = $sct#713603004 "advance care planning"
* description = $sct#713148004 "voorkomen en behandelen van symptomen"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* startDate = "2026-11-10"
* statusDate = "2026-11-10"
* expressedBy = Reference(willem-voorbeeld) "Willem Voorbeeld"
* note.text = "Willem wil geen pijn en geen benauwdheid. Langer leven is voor hem niet meer het doel."
