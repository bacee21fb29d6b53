Profile: WijkMedication
Parent: MedicationStatement
Id: wijk-medication
Title: "Medicijn in gebruik"
Description: "What the patient takes, or has at home for when it is needed. The dose is a sentence that a tired doctor reads right."
* obeys medication-dated
* medication[x] only CodeableConcept
* medication[x] obeys readable
* subject only Reference(Patient)
* dosage 1..*
* dosage.text 1..1

Invariant: medication-dated
Description: "Use should say when it was last asked: old medication lists do harm."
* severity = #warning
* expression = "dateAsserted.exists() or effective.exists()"
