Instance: sanne-bedacht
InstanceOf: WijkPractitioner
Usage: #example
Title: "Sanne Bedacht"
Description: "A social worker; no national register holds her."
* insert OfficialName("Sanne", "Bedacht", "Sanne Bedacht")
