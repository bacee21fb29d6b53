Profile: WijkOrganizationAffiliation
Parent: OrganizationAffiliation
Id: wijk-organization-affiliation
Title: "Verbinding tussen organisaties"
Description: "lid: organization is the network, participatingOrganization the member. anw-post: organization is the out-of-hours post, participatingOrganization the practice it covers. waarneming: organization covers, participatingOrganization is covered; it may be standing, so an end is not asked."
* extension contains IncludesAnw named includesAnw 0..1
* obeys wijk-two-organizations
* organization 1..1
* participatingOrganization 1..1
* period 1..1
* period.start 1..1
* code 1..1
* code.coding ^slicing.discriminator.type = #value
* code.coding ^slicing.discriminator.path = "system"
* code.coding ^slicing.rules = #open
* code.coding contains verbinding 1..1
* code.coding[verbinding] from VerbindingSet (required)
* code.coding[verbinding].system 1..1
* code.coding[verbinding].system = $verbinding
* code.coding[verbinding].code 1..1

Invariant: wijk-two-organizations
Description: "An organisation is not tied to itself."
* severity = #error
* expression = "organization.reference.exists() and participatingOrganization.reference.exists() implies organization.reference != participatingOrganization.reference"
