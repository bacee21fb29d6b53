Profile: AcpEncounter
Parent: Encounter
Id: acp-encounter
Title: "Contact waarin het gesprek was"
Description: "When and with whom. `subject` is the patient and says that the patient was there; others are participants."
* insert CompliesWith("http://nictiz.nl/fhir/StructureDefinition/nl-core-Encounter")
* insert CompliesWith("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-Encounter")
* obeys encounter-participant
* subject 1..1
* subject only Reference(Patient)
* period 1..1
* reasonReference 1..*
* location 0..1

Invariant: encounter-participant
Description: "A contact should say who took part."
* severity = #warning
* expression = "participant.individual.exists()"
