Instance: anw-praktijk-voorbeeldstraat
InstanceOf: WijkOrganizationAffiliation
Usage: #example
Title: "Post of the practice"
Description: "The post covers the practice out of hours."
* active = true
* code.coding[verbinding].code = #anw-post
* organization = Reference(spoedpost-modelregio) "Huisartsenspoedpost Modelregio"
* participatingOrganization = Reference(praktijk-voorbeeldstraat) "Huisartsenpraktijk Voorbeeldstraat"
* period.start = "2024-01-01"
