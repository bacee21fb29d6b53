Instance: geen-hulpmiddelen
InstanceOf: ExplicitNone
Usage: #example
Title: "Er zijn geen hulpmiddelen"
Description: "For another patient: asked, and there are none."
* status = #current
* mode = #snapshot
* code = $sectie#hulpmiddelen
* subject = Reference(Patient/een-ander) "Iemand anders"
* date = "2026-11-10"
* source = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* emptyReason = $emptyreason#nilknown
