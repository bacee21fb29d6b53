// partOf is not demanded: a nursing system may send its interventions before there is a shared plan, and nl-core has no partOf.
Profile: NursingIntervention
Parent: CarePlan
Id: nursing-intervention
Title: "Verpleegkundige interventie"
Description: "What nursing does, one CarePlan an intervention, as the zib VerpleegkundigeInterventie has it. It hangs in the shared plan by partOf and belongs to the organisation that wrote it."
* insert CompliesWith("http://nictiz.nl/fhir/StructureDefinition/nl-core-NursingIntervention")
* insert OneCategory(nursingIntervention, $sct#9632001)
* obeys intervention-period
* subject only Reference(Patient)
* partOf 0..1
* partOf only Reference(CarePlan)
* addresses 0..1
* goal 0..1
* activity 1..1
* activity.detail 1..1
* activity.detail obeys intervention-readable
* activity.detail.performer 0..1
* note 0..1

Invariant: intervention-readable
Description: "A person can read what is done: a description, or a code with its text or display."
* severity = #error
* expression = "description.exists() or code.text.exists() or code.coding.display.exists()"

// The same as zib-NursingIntervention-1, for who validates without the national packages.
Invariant: intervention-period
Description: "An intervention that is planned for a period has that period itself."
* severity = #error
* expression = "activity.detail.scheduled.ofType(Timing).repeat.bounds.ofType(Period).exists() implies (period = activity.detail.scheduled.ofType(Timing).repeat.bounds.ofType(Period))"
