Profile: WijkMedicationAgreement
Parent: MedicationRequest
Id: wijk-medication-agreement
Title: "Medicatieafspraak"
Description: "What prescriber and patient agreed on a medicine (MP9 medicatieafspraak). Who prescribed it, when, and how it is taken."
* insert OneCategory(medicationAgreement, $sct#33633005)
* intent = #order
* medication[x] only CodeableConcept
* medication[x] obeys readable
* subject only Reference(Patient)
* authoredOn 1..1
* requester 1..1
* dosageInstruction 1..*
* dosageInstruction.text 1..1
