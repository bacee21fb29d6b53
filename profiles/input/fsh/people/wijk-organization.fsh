Profile: WijkOrganization
Parent: Organization
Id: wijk-organization
Title: "Organisatie"
Description: "A practice, post, home care organisation, pharmacy or social care team. Care organisations are known by URA or AGB, social care by its KvK number. The kind is national where a national code exists."
* insert CompliesWith("http://nictiz.nl/fhir/StructureDefinition/nl-core-HealthcareProvider-Organization")
* obeys wijk-organization-identifier
* extension contains
    OwnerKind named ownerKind 0..1 and
    OrganisationDeclared named declared 0..1
* identifier ^slicing.discriminator.type = #value
* identifier ^slicing.discriminator.path = "system"
* identifier ^slicing.rules = #open
* identifier contains ura 0..* and agb 0..* and kvk 0..*
* identifier[ura].system 1..1
* identifier[ura].system = $ura
* identifier[ura].value 1..1
* identifier[ura].value obeys wijk-eight-digits
* identifier[agb].system 1..1
* identifier[agb].system = $agb
* identifier[agb].value 1..1
* identifier[kvk].system 1..1
* identifier[kvk].system = $kvk
* identifier[kvk].value 1..1
* identifier[kvk].value obeys wijk-eight-digits
* name 1..1
* type 1..*
* type.coding ^slicing.discriminator.type = #value
* type.coding ^slicing.discriminator.path = "system"
* type.coding ^slicing.rules = #open
* type.coding contains nationaal 0..1 and soort 0..1
* type.coding[nationaal] from OrganisatieTypeSet (extensible)
* type.coding[nationaal].system 1..1
* type.coding[nationaal].system = $orgtype
* type.coding[nationaal].code 1..1
* type.coding[soort] from OrganisatieSoortSet (required)
* type.coding[soort].system 1..1
* type.coding[soort].system = $orgsoort
* type.coding[soort].code 1..1

Invariant: wijk-organization-identifier
Description: "An organisation is known by a URA, AGB or KvK number; only a network may have none."
* severity = #error
* expression = "type.coding.where(system = 'https://wijkverband.example/fhir/CodeSystem/netwerk').exists() or identifier.where(system = 'http://fhir.nl/fhir/NamingSystem/ura' or system = 'http://fhir.nl/fhir/NamingSystem/agb-z' or system = 'http://www.kvk.nl/').exists()"

Invariant: wijk-eight-digits
Description: "A URA or KvK number has eight digits."
* severity = #error
* expression = "matches('^[0-9]{8}$')"
