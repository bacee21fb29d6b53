Instance: sanne-bedacht-sociaal-werker
InstanceOf: WijkPractitionerRole
Usage: #example
Title: "Sanne Bedacht, sociaal werker"
Description: "Takes part in the team as a person."
* active = true
* practitioner = Reference(sanne-bedacht) "Sanne Bedacht"
* organization = Reference(sociaal-team-voorbeeldstad) "Sociaal team Voorbeeldstad"
* code.coding[rol] = $rol#sociaal-werker
