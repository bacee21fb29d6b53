Instance: noor-verzonnen-wijkverpleegkundige
InstanceOf: WijkPractitionerRole
Usage: #example
Title: "Noor Verzonnen, wijkverpleegkundige"
Description: "The nurse who comes twice a day."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-HealthProfessional-PractitionerRole")
* active = true
* practitioner = Reference(noor-verzonnen) "Noor Verzonnen"
* organization = Reference(thuiszorg-proeftuin) "Thuiszorg De Proeftuin"
* code.coding[rol] = $rol#wijkverpleegkundige
* specialty = $uzirol#30.000
* telecom[0].system = #phone
* telecom[0].value = "+31 00 000 00 20"
* telecom[0].use = #work
