Instance: dossier-package
InstanceOf: OperationDefinition
Usage: #definition
Title: "The record as a package"
* url = "https://wijkverband.example/fhir/OperationDefinition/dossier-package"
* version = "0.1.0"
* name = "DossierPackage"
* title = "The record as a package"
* status = #active
* kind = #operation
* description = "The whole record of a patient in all its versions, with a manifest: of each version its path and the SHA-256 of its text, and one checksum over them. The practice of registration gets it as it is; a former practice, until a date, as it was when the patient left."
* comment = "GET or POST, on an instance. What is in it the policy says, version by version: what the practice may read, or could read then."
* affectsState = false
* code = #dossier-package
* resource = #Patient
* system = false
* type = true
* instance = true
* parameter[+].name = #identifier
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "Who it is about, at type level only, and then needed."
* parameter[=].type = #Identifier
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "A collection: first the manifest (Parameters), then each version."
* parameter[=].type = #Bundle
