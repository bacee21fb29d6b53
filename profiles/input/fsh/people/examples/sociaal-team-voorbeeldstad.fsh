Instance: sociaal-team-voorbeeldstad
InstanceOf: WijkOrganization
Usage: #example
Title: "Sociaal team Voorbeeldstad"
Description: "Has no national kind and no URA: our own code and the KvK number."
* active = true
* identifier[kvk].value = "00000104"
* type.coding[soort] = $orgsoort#sociaal-team
* name = "Sociaal team Voorbeeldstad"
* telecom[0].system = #phone
* telecom[0].value = "+31 00 000 00 40"
* telecom[0].use = #work
