Instance: willem-naasten-informeren
InstanceOf: InformRelatives
Usage: #example
Title: "Naasten vertellen wat is afgesproken"
Description: "Willem tells his son himself."
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-InformRelativesRequest")
* status = #active
* category[advise] = $sct#223449006 "adviseren om iemand te informeren"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* payload.contentString = "Willem vertelt Riet en Anja wat er is afgesproken. Zijn zoon Joost woont in het buitenland. Willem belt hem zelf."
* authoredOn = "2026-11-10"
* requester = Reference(eva-fictief-huisarts) "Eva Fictief, huisarts"
* recipient[0] = Reference(riet-voorbeeld) "Riet Voorbeeld, echtgenote"
* recipient[1] = Reference(anja-voorbeeld) "Anja Voorbeeld, dochter"
* sender = Reference(willem-voorbeeld) "Willem Voorbeeld"
* reasonCode[acp] = $sct#713603004 "advance care planning"
