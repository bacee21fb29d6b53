Profile: AdvanceDirective
Parent: Consent
Id: advance-directive
Title: "Wilsverklaring"
Description: "What the patient wrote down or said about care at the end of life: a wilsverklaring. The paper itself may be attached."
* insert CompliesWith("http://nictiz.nl/fhir/StructureDefinition/nl-core-AdvanceDirective")
* insert CompliesWith("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-AdvanceDirective")
* obeys directive-other-named and directive-dated
* scope = $consentscope#adr
* insert OneCategory(advanceDirective, $consentcat#acd)
* patient 1..1
* patient only Reference(Patient)
* provision 1..1
* provision.code 1..1
* provision.code from WilsverklaringSet (required)
* provision.actor ^slicing.discriminator.type = #value
* provision.actor ^slicing.discriminator.path = "role"
* provision.actor ^slicing.rules = #open
* provision.actor contains representative 0..1
* provision.actor[representative].role = $v3role#RESPRSN
* provision.actor[representative].reference only Reference(RelatedPerson)

Invariant: directive-other-named
Description: "A kind of directive that is not on the national list is named in text."
* severity = #error
* expression = "provision.code.coding.where(code = 'OTH').exists() implies provision.code.text.exists()"

Invariant: directive-dated
Description: "A directive should say when it was written; of two, the newest counts."
* severity = #warning
* expression = "dateTime.exists()"
