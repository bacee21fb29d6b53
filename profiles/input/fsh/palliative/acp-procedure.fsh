Profile: AcpProcedure
Parent: Procedure
Id: acp-procedure
Title: "Gesprek over de laatste levensfase"
Description: "That the conversation took place: what all the answers have in common."
* insert CompliesWith("http://nictiz.nl/fhir/StructureDefinition/nl-core-Procedure-event")
* insert CompliesWith("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-Procedure")
* obeys procedure-performer
* code 1..1
* code = $sct#713603004
* subject only Reference(Patient)
* performed[x] 1..1
* performed[x] only dateTime or Period
* bodySite 0..1

Invariant: procedure-performer
Description: "A conversation should say who led it."
* severity = #warning
* expression = "performer.exists()"
