Profile: WijkNetwork
Parent: Organization
Id: wijk-network
Title: "Netwerk van organisaties"
Description: "A wijkverband, hagro, region or regional GP organisation. Members are tied to it by an affiliation with a period, so that who was a member when stays known. It may have no number of its own. It is an organisation too and meets that profile."
* name 1..1
* type 1..1
* type.coding ^slicing.discriminator.type = #value
* type.coding ^slicing.discriminator.path = "system"
* type.coding ^slicing.rules = #open
* type.coding contains netwerk 1..1
* type.coding[netwerk] from NetwerkSet (required)
* type.coding[netwerk].system 1..1
* type.coding[netwerk].system = $netwerk
* type.coding[netwerk].code 1..1
