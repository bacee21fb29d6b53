Instance: lid-praktijk-voorbeeldstraat
InstanceOf: WijkOrganizationAffiliation
Usage: #example
Title: "Member of the network"
Description: "The practice is a member of the wijkverband."
* active = true
* code.coding[verbinding].code = #lid
* organization = Reference(wijkverband-voorbeeldstad) "Hecht wijkverband Voorbeeldstad"
* participatingOrganization = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* period.start = "2024-01-01"
