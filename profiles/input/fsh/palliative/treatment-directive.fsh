// The definition of the national modifierExtension belongs to Nictiz and is not part of this package: its address and shape are said here,
// so that a server knows the modifier. It is the only one: what isn't understood could turn the limit around.
Profile: TreatmentDirective
Parent: Consent
Id: treatment-directive
Title: "Behandelgrens"
Description: "What was agreed about one treatment, before it is needed at night: do it, don't do it, or *anders* with the words that say how. One Consent a treatment."
* insert CompliesWith("http://nictiz.nl/fhir/StructureDefinition/nl-core-TreatmentDirective2")
* insert CompliesWith("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-TreatmentDirective")
* obeys limits-clear and limit-other-named and limit-discussion and limit-source and limit-parties
* extension contains DirectiveDiscussion named discussion 0..1
* modifierExtension 0..1
* modifierExtension.extension 0..0
* modifierExtension.url = "http://nictiz.nl/fhir/StructureDefinition/ext-TreatmentDirective2.SpecificationOther" (exactly)
* modifierExtension.value[x] 1..1
* modifierExtension.value[x] only string
* scope = $consentscope#treatment
* insert OneCategory(treatmentDirective, $sct#129125009)
* patient 1..1
* patient only Reference(Patient)
* dateTime 1..1
* dateTime ^short = "When it was last discussed"
* provision 1..1
* provision.code 1..1
* provision.code from BehandelingSet (required)
* provision.actor ^slicing.discriminator.type = #pattern
* provision.actor ^slicing.discriminator.path = "role"
* provision.actor ^slicing.rules = #open
* provision.actor contains agreementParty 0..*
* provision.actor[agreementParty].role = $v3role#CONSENTER
* provision.actor[agreementParty].reference only Reference(Patient or RelatedPerson or Practitioner or PractitionerRole)
* provision.modifierExtension 0..0
// A nested rule could turn the limit around for a reader who looks at the root only.
* provision.provision 0..0

Invariant: limits-clear
Description: "A limit is permit, deny or anders: never two of them, never none."
* severity = #error
* expression = "provision.type.exists() xor modifierExtension.where(url = 'http://nictiz.nl/fhir/StructureDefinition/ext-TreatmentDirective2.SpecificationOther').exists()"

Invariant: limit-other-named
Description: "A treatment that is not on the national list is named in text."
* severity = #error
* expression = "provision.code.coding.where(code = 'OTH').exists() implies provision.code.text.exists()"

Invariant: limit-discussion
Description: "What was not discussed or is unknown is neither permitted nor denied."
* severity = #error
* expression = "extension.where(url = 'https://wijkverband.example/fhir/StructureDefinition/directive-discussion').exists() implies provision.type.empty()"

Invariant: limit-source
Description: "A limit that names a written directive has it as its source (nl-core-TreatmentDirective2)."
* severity = #error
* expression = "extension.where(url = 'http://nictiz.nl/fhir/StructureDefinition/ext-TreatmentDirective2.AdvanceDirective').empty() or source.exists()"

Invariant: limit-parties
Description: "A limit should say who agreed to it: the patient or the representative, and the professional."
* severity = #warning
* expression = "provision.actor.where(role.coding.where(code = 'CONSENTER').exists()).exists()"
