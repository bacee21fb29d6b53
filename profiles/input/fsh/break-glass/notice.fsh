Profile: Notice
Parent: Communication
Id: notice
Title: "Melding"
Description: "The server tells an organisation what happened to a patient's record; the patient reads it too. In plain Dutch, without a BSN."
* status = #completed
* insert OneCategory(notice, $bericht#melding)
* subject 1..1
* subject only Reference(Patient)
* recipient only Reference(Organization)
* sent 1..1
* payload 1..*
* payload.content[x] only string
