Instance: willem-fase
InstanceOf: PalliativePhase
Usage: #example
Title: "Terminaal"
Description: "The last days to weeks."
* status = #final
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* effectiveDateTime = "2026-11-18"
* performer = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* valueCodeableConcept = $fase#terminaal "terminaal"
