Profile: CareWishes
Parent: Observation
Id: care-wishes
Title: "Wensen over de zorg"
Description: "What carers must know to care well for this patient, in the patient's words."
* insert CompliesWith("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-SpecificCareWishes")
* insert ConversationAnswer
* obeys wishes-method
* code = $sct#153851000146100
* value[x] only string
* method = $sct#370819000

Invariant: wishes-method
Description: "Wishes should say how they were found out: PZP 1.0.0 demands the method."
* severity = #warning
* expression = "method.exists()"
