// The seal is an example of the shape only: a real one is made by the server that publishes.
Instance: willem-overdracht-document
InstanceOf: HandoverDocument
Usage: #example
Title: "Verzegelde overdracht van Willem"
Description: "The whole handover as one document."
* identifier.system = "urn:ietf:rfc:3986"
* identifier.value = "urn:uuid:6f1d2a54-3f0e-4c57-9a3b-1c2d7e8f9a10"
* type = #document
* timestamp = "2026-11-20T16:30:05+01:00"
* insert Stuk(Composition, willem-overdracht)
* insert Stuk(Patient, willem-voorbeeld)
* insert Stuk(PractitionerRole, eva-fictief-huisarts)
* insert Stuk(Practitioner, eva-fictief)
* insert Stuk(Organization, praktijk-voorbeeldstraat)
* insert Stuk(Consent, willem-limiet-reanimatie)
* insert Stuk(Consent, willem-limiet-intensive-care)
* insert Stuk(Consent, willem-limiet-beademing)
* insert Stuk(Consent, willem-limiet-ziekenhuis)
* insert Stuk(Consent, willem-limiet-antibiotica)
* insert Stuk(Consent, willem-limiet-bloedproduct)
* insert Stuk(Consent, willem-limiet-icd)
* insert Stuk(Consent, willem-wilsverklaring)
* insert Stuk(Observation, willem-fase)
* insert Stuk(Observation, willem-prognose)
* insert Stuk(Observation, willem-sedatie)
* insert Stuk(Condition, willem-diagnose)
* insert Stuk(Condition, willem-copd)
* insert Stuk(Condition, willem-benauwdheid)
* insert Stuk(MedicationStatement, willem-medicatie-morfine)
* insert Stuk(MedicationStatement, willem-medicatie-morfinedrank)
* insert Stuk(MedicationStatement, willem-medicatie-macrogol)
* insert Stuk(MedicationStatement, willem-medicatie-tiotropium)
* insert Stuk(MedicationStatement, willem-medicatie-noodset)
* insert Stuk(MedicationRequest, willem-medicatieafspraak-morfine)
* insert Stuk(AllergyIntolerance, willem-allergie)
* insert Stuk(CarePlan, willem-scenarios)
* insert Stuk(Basic, willem-bereikbaarheid-huisarts)
* insert Stuk(RelatedPerson, riet-voorbeeld)
* insert Stuk(RelatedPerson, anja-voorbeeld)
* insert Stuk(CarePlan, willem-zorg-thuiszorg)
* insert Stuk(CarePlan, willem-zorg-riet)
* insert Stuk(CarePlan, willem-zorg-anja)
* insert Stuk(Goal, willem-beleidsdoel)
* insert Stuk(Observation, willem-wensen)
* insert Stuk(Observation, willem-plaats-van-overlijden)
* insert Stuk(Observation, willem-standpunt-euthanasie)
* insert Stuk(Observation, willem-donorregistratie)
* insert Stuk(Observation, willem-zingeving)
* insert Stuk(DeviceUseStatement, willem-icd-gebruik)
* insert Stuk(Procedure, willem-acp-gesprek)
* insert Stuk(Encounter, willem-acp-contact)
* insert Stuk(CommunicationRequest, willem-naasten-informeren)
* insert Stuk(Device, willem-icd)
* insert Stuk(PractitionerRole, noor-verzonnen-wijkverpleegkundige)
* insert Stuk(Practitioner, noor-verzonnen)
* insert Stuk(Organization, thuiszorg-proeftuin)
* signature.type = urn:iso-astm:E1762-95:2013#1.2.840.10065.1.12.1.14 "Source Signature"
* signature.when = "2026-11-20T16:30:05+01:00"
* signature.who.display = "Wijkverband-server van het voorbeeld"
* signature.targetFormat = #application/fhir+json
* signature.sigFormat = #application/jose
* signature.data = "ZXlKaGJHY2lPaUpGVXpNNE5DSjkuLnZvb3JiZWVsZA=="
