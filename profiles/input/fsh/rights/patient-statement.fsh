Profile: PatientStatement
Parent: Communication
Id: patient-statement
Title: "Verklaring van de patiënt"
Description: "What the patient, or who stands in, adds to the own record (BW 7:454 lid 2). Nobody changes it; whoever reads the record reads it."
* status = #completed
* insert OneCategory(statement, $bericht#verklaring-patient)
* subject 1..1
* subject only Reference(Patient)
* sender 1..1
* sender only Reference(Patient or RelatedPerson)
* sent 1..1
* payload 1..*
* payload.content[x] only string
