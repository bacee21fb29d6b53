Profile: WijkRelatedPerson
Parent: RelatedPerson
Id: wijk-related-person
Title: "Contactpersoon"
Description: "A relative, friend or other person near the patient. Vektis code 01 is the first contact, 24 the legal representative (now or in future), zib code 100001 the informal carer, SNOMED CT 310141000146103 who is mandated in writing. Family relations are v3 RoleCode."
* insert CompliesWith("http://nictiz.nl/fhir/StructureDefinition/nl-core-ContactPerson")
* name 1..*
* relationship.coding ^slicing.discriminator.type = #value
* relationship.coding ^slicing.discriminator.path = "system"
* relationship.coding ^slicing.rules = #open
* relationship.coding contains rol 0..1 and naaste 0..1
* relationship.coding[rol] from ContactpersoonRolSet (required)
* relationship.coding[rol].system 1..1
* relationship.coding[rol].system = $vektis472
* relationship.coding[rol].code 1..1
* relationship.coding[naaste] from NaasteRolSet (required)
* relationship.coding[naaste].system 1..1
* relationship.coding[naaste].system = $contactrol
* relationship.coding[naaste].code 1..1
