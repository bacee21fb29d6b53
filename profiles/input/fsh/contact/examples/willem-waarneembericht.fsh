Instance: willem-waarneembericht
InstanceOf: ContactReport
Usage: #example
Title: "Waarneembericht over Willem"
Description: "S, O, E and P, what was given, and a limit that the post would change."
* extension[urgency].valueCodeableConcept = $urgentie#U2 "U2"
* status = #final
* type.coding[0] = $verslag#waarneembericht
* type.coding[1] = $sct#11591000146107
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* encounter = Reference(willem-spoedcontact) "Visite, 21 november 2026"
* date = "2026-11-21T03:20:00+01:00"
* author = Reference(role-post-huisarts) "N. Nacht, huisarts op de spoedpost"
* title = "Waarneembericht, 21 november 2026"
* custodian = Reference(spoedpost-modelregio) "Huisartsenspoedpost Modelregio"
* insert Regel(complaint, "Reden van het contact", Zijn vrouw belt: Willem is erg benauwd en bang.)
* insert Regel(subjective, "S", Sinds een uur benauwd\, ook in rust. Geen pijn.)
* insert Regel(objective, "O", Ademt 28 keer per minuut. Geen koorts. Rustiger na de morfine.)
* insert Regel(evaluation, "E", Benauwdheid bij COPD in de laatste fase.)
* section[evaluation].entry[0] = Reference(spoed-benauwdheid) "Benauwdheid"
* insert Regel(plan, "P", Morfine gegeven. De eigen huisarts belt vandaag.)
* insert Regel(medication, "Gegeven medicijnen", Morfine 5 mg onder de huid\, om 02.50 uur.)
* section[medication].entry[0] = Reference(spoed-morfine) "Morfine 5 mg"
* insert Regel(policy, "Veranderd beleid", Willem wil nu niet meer naar het ziekenhuis.)
* section[policy].entry[0] = Reference(spoed-wens-ziekenhuis) "Ziekenhuis: niet doen"

Instance: role-post-huisarts
InstanceOf: WijkPractitionerRole
Usage: #inline
* active = true
* practitioner.display = "N. Nacht"
* organization = Reference(spoedpost-modelregio) "Huisartsenspoedpost Modelregio"
* code.coding[rol] = $rol#post-huisarts

Instance: spoed-benauwdheid
InstanceOf: WijkCondition
Usage: #inline
* clinicalStatus = $clinical#active
* verificationStatus.coding[0] = $verification#confirmed
* verificationStatus.coding[1] = $sct#410605003
* category = $conditioncategory#encounter-diagnosis
* code = $icpc#R02
* code.text = "Benauwdheid"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* encounter = Reference(willem-spoedcontact)
* recordedDate = "2026-11-21"

Instance: spoed-morfine
InstanceOf: WijkMedication
Usage: #inline
* status = #completed
* medicationCodeableConcept.text = "morfine 5 mg subcutaan"
* subject = Reference(willem-voorbeeld) "Willem Voorbeeld"
* context = Reference(willem-spoedcontact)
* effectiveDateTime = "2026-11-21T02:50:00+01:00"
* dosage.text = "1 keer 5 mg, om 02.50 uur"

Instance: spoed-wens-ziekenhuis
InstanceOf: TreatmentDirective
Usage: #inline
* status = #active
* patient = Reference(willem-voorbeeld) "Willem Voorbeeld"
* policy.uri = "https://wetten.overheid.nl/"
* dateTime = "2026-11-21"
* provision.type = #deny
* provision.code = $sct#32485007 "opname in ziekenhuis"
* provision.actor[agreementParty][0].reference = Reference(willem-voorbeeld) "Willem Voorbeeld"
