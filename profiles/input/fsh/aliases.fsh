// Short names of systems, one place for all FSH. National lists first, then our own code systems.

// Identifiers
Alias: $bsn = http://fhir.nl/fhir/NamingSystem/bsn
Alias: $ura = http://fhir.nl/fhir/NamingSystem/ura
Alias: $agb = http://fhir.nl/fhir/NamingSystem/agb-z
Alias: $kvk = http://www.kvk.nl/
Alias: $uzi = http://fhir.nl/fhir/NamingSystem/uzi-nr-pers
Alias: $big = http://fhir.nl/fhir/NamingSystem/big

// International code systems
Alias: $sct = http://snomed.info/sct
Alias: $loinc = http://loinc.org
Alias: $v3role = http://terminology.hl7.org/CodeSystem/v3-RoleCode
Alias: $v3actcode = http://terminology.hl7.org/CodeSystem/v3-ActCode
Alias: $v3null = http://terminology.hl7.org/CodeSystem/v3-NullFlavor
Alias: $v3participation = http://terminology.hl7.org/CodeSystem/v3-ParticipationType
Alias: $v3purpose = http://terminology.hl7.org/CodeSystem/v3-ActReason
Alias: $consentscope = http://terminology.hl7.org/CodeSystem/consentscope
Alias: $consentcat = http://terminology.hl7.org/CodeSystem/consentcategorycodes
Alias: $clinical = http://terminology.hl7.org/CodeSystem/condition-clinical
Alias: $verification = http://terminology.hl7.org/CodeSystem/condition-ver-status
Alias: $conditioncategory = http://terminology.hl7.org/CodeSystem/condition-category
Alias: $allergyclinical = http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical
Alias: $allergyverification = http://terminology.hl7.org/CodeSystem/allergyintolerance-verification
Alias: $emptyreason = http://terminology.hl7.org/CodeSystem/list-empty-reason
Alias: $requeststatus = http://hl7.org/fhir/request-status
Alias: $taskstatus = http://hl7.org/fhir/task-status
Alias: $compositionstatus = http://hl7.org/fhir/composition-status
Alias: $provenancepart = http://terminology.hl7.org/CodeSystem/provenance-participant-type
Alias: $absent = http://terminology.hl7.org/CodeSystem/data-absent-reason
Alias: $auditevent = http://terminology.hl7.org/CodeSystem/audit-event-type
Alias: $restful = http://hl7.org/fhir/restful-interaction
Alias: $v3class = http://terminology.hl7.org/CodeSystem/v3-RoleClass
Alias: $entitytype = http://terminology.hl7.org/CodeSystem/audit-entity-type
Alias: $objectrole = http://terminology.hl7.org/CodeSystem/object-role
Alias: $lifecycle = http://terminology.hl7.org/CodeSystem/dicom-audit-lifecycle
Alias: $dcm = http://dicom.nema.org/resources/ontology/DCM
Alias: $ucum = http://unitsofmeasure.org

// National code systems
Alias: $orgtype = http://nictiz.nl/fhir/NamingSystem/organization-type
Alias: $uzirol = http://fhir.nl/fhir/NamingSystem/uzi-rolcode
Alias: $uzirol-oid = urn:oid:2.16.840.1.113883.2.4.15.111
Alias: $vektis472 = urn:oid:2.16.840.1.113883.2.4.3.11.22.472
Alias: $contactrol = urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.23.1
Alias: $agbspecialisme = urn:oid:2.16.840.1.113883.2.4.6.7
Alias: $icpc = http://hl7.org/fhir/sid/icpc-1-nl
Alias: $wilsverklaring = urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.14.1

// Our own code systems (input/fsh/terminology)
Alias: $rol = https://wijkverband.example/fhir/CodeSystem/rol
Alias: $teamrol = https://wijkverband.example/fhir/CodeSystem/teamrol
Alias: $team = https://wijkverband.example/fhir/CodeSystem/team
Alias: $verbinding = https://wijkverband.example/fhir/CodeSystem/verbinding
Alias: $aanwezigheid = https://wijkverband.example/fhir/CodeSystem/aanwezigheid
Alias: $netwerk = https://wijkverband.example/fhir/CodeSystem/netwerk
Alias: $dienst = https://wijkverband.example/fhir/CodeSystem/dienst
Alias: $orgsoort = https://wijkverband.example/fhir/CodeSystem/organisatie-soort
Alias: $overdracht = https://wijkverband.example/fhir/CodeSystem/overdracht
Alias: $fase = https://wijkverband.example/fhir/CodeSystem/palliatieve-fase
Alias: $scenario = https://wijkverband.example/fhir/CodeSystem/scenario
Alias: $sectie = https://wijkverband.example/fhir/CodeSystem/overdracht-sectie
Alias: $domein = https://wijkverband.example/fhir/CodeSystem/domein
Alias: $regel = https://wijkverband.example/fhir/CodeSystem/regel
Alias: $taak = https://wijkverband.example/fhir/CodeSystem/taak
Alias: $bericht = https://wijkverband.example/fhir/CodeSystem/bericht
Alias: $inzage = https://wijkverband.example/fhir/CodeSystem/inzage
Alias: $wisgrond = https://wijkverband.example/fhir/CodeSystem/wisgrond
Alias: $noodreden = https://wijkverband.example/fhir/CodeSystem/noodreden
Alias: $oordeel = https://wijkverband.example/fhir/CodeSystem/oordeel
Alias: $taakgegeven = https://wijkverband.example/fhir/CodeSystem/taakgegeven
Alias: $verslag = https://wijkverband.example/fhir/CodeSystem/verslag
Alias: $doel = https://wijkverband.example/fhir/CodeSystem/doel
Alias: $besluit = https://wijkverband.example/fhir/CodeSystem/besluit
Alias: $urgentie = https://wijkverband.example/fhir/CodeSystem/urgentie
Alias: $signaal = https://wijkverband.example/fhir/CodeSystem/signaal
Alias: $kanaal = http://hl7.org/fhir/subscription-channel-type
Alias: $eigenaar = https://wijkverband.example/fhir/CodeSystem/eigenaar

// The national profile that instances of a profile of ours also satisfy: `* insert CompliesWith("http://nictiz.nl/...")`.
RuleSet: CompliesWith(canonical)
* ^extension[+].url = "http://hl7.org/fhir/StructureDefinition/structuredefinition-compliesWithProfile"
* ^extension[=].valueCanonical = {canonical}
