Instance: willem-sedatie
InstanceOf: SedationAgreement
Usage: #example
Title: "Palliatieve sedatie"
Description: "Discussed and agreed."

* insert FromTheConversation
* valueString = "Besproken met Willem, Riet en Anja. Zijn de klachten niet meer te verdragen? Dan wil Willem slapen tot hij sterft. Bel voor het begin de eigen huisarts. Is zij er niet, dan beslist de dienstdoende huisarts."
