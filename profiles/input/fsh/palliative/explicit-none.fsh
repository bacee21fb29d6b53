Profile: ExplicitNone
Parent: List
Id: explicit-none
Title: "Uitdrukkelijk niets"
Description: "Says that a part of the handover has nothing: none known, or not discussed. An empty section that nobody signed for says neither."
* status = #current
* mode = #snapshot
* code 1..1
* code from OverdrachtSectieSet (required)
* subject 1..1
* subject only Reference(Patient)
* date 1..1
* entry 0..0
* emptyReason 1..1
* emptyReason from LegeRedenSet (required)
