Instance: wijkverband-voorbeeldstad
InstanceOf: WijkNetwork
Usage: #example
Title: "Wijkverband Voorbeeldstad"
Description: "The neighbourhood network; it has no number of its own."
* active = true
* type.coding[netwerk].code = #wijkverband
* name = "Hecht wijkverband Voorbeeldstad"
