Instance: wil-proefneming
InstanceOf: WijkPractitioner
Usage: #example
Title: "Wil Proefneming"
Description: "A locum GP."
* identifier[agb].value = "01999903"
* insert OfficialName("Wil", "Proefneming", "Wil Proefneming")
