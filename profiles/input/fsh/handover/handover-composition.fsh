// Thirteen sections, always all of them: a post that finds no allergies must see that there are none, or that nobody asked.
// A draft (status preliminary) may have empty ones with a reason; `minimum` and `attested` hold from `final` on.
Profile: HandoverComposition
Parent: Composition
Id: handover-composition
Title: "Palliatieve overdracht"
Description: "What the out-of-hours post must know tonight, in the order in which it is read."
* obeys minimum and attested
* type = $loinc#18761-7
* subject 1..1
* subject only Reference(Patient)
* author only Reference(PractitionerRole)
* custodian 1..1
* custodian only Reference(Organization)
* attester ^slicing.discriminator.type = #value
* attester ^slicing.discriminator.path = "mode"
* attester ^slicing.rules = #open
* attester contains legal 1..*
* attester[legal].mode = #legal
* attester[legal].party 1..1
* attester[legal].party only Reference(PractitionerRole)
* section 13..*
* section.title 1..1
* section.code 1..1
* section obeys section-filled
* section ^slicing.discriminator.type = #pattern
* section ^slicing.discriminator.path = "code"
* section ^slicing.rules = #open
* section contains
    behandelgrenzen 1..1 and
    wilsverklaringen 1..1 and
    faseEnPrognose 1..1 and
    diagnoseEnProblemen 1..1 and
    medicatie 1..1 and
    allergieen 1..1 and
    scenarios 1..1 and
    bereikbaarheid 1..1 and
    contactpersonen 1..1 and
    zorgAanwezig 1..1 and
    doelEnWensen 1..1 and
    hulpmiddelen 1..1 and
    gesprekken 1..1
* insert Sectie(behandelgrenzen, behandelgrenzen)
* insert Sectie(wilsverklaringen, wilsverklaringen)
* insert Sectie(faseEnPrognose, fase-en-prognose)
* insert Sectie(diagnoseEnProblemen, diagnose-en-problemen)
* insert Sectie(medicatie, medicatie)
* insert Sectie(allergieen, allergieen)
* insert Sectie(scenarios, scenarios)
* insert Sectie(bereikbaarheid, bereikbaarheid)
* insert Sectie(contactpersonen, contactpersonen)
* insert Sectie(zorgAanwezig, zorg-aanwezig)
* insert Sectie(doelEnWensen, doel-en-wensen)
* insert Sectie(hulpmiddelen, hulpmiddelen)
* insert Sectie(gesprekken, gesprekken)

Invariant: section-filled
Description: "A section has entries, or says why it has none."
* severity = #error
* expression = "entry.exists() or emptyReason.exists() or section.exists()"

Invariant: attested
Description: "A final handover says when the huisarts attested it."
* severity = #error
* expression = "(status = 'final' or status = 'amended') implies attester.where(mode = 'legal').time.exists()"

Invariant: minimum
Description: "A final handover has phase and prognosis, diagnosis, reachability, contacts and care at home, not just a reason why not."
* severity = #error
* expression = "(status = 'final' or status = 'amended') implies section.where(code.coding.where(system = 'https://wijkverband.example/fhir/CodeSystem/overdracht-sectie' and (code = 'fase-en-prognose' or code = 'diagnose-en-problemen' or code = 'bereikbaarheid' or code = 'contactpersonen' or code = 'zorg-aanwezig')).exists()).all(entry.exists())"
