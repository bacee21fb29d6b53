Instance: willem-wilsverklaring
InstanceOf: AdvanceDirective
Usage: #example
Title: "Niet-reanimerenverklaring"
Description: "A written directive, signed at home."
* insert Claims("http://nictiz.nl/fhir/StructureDefinition/nl-core-AdvanceDirective")
* insert Claims("https://fhir.iknl.nl/fhir/StructureDefinition/ACP-AdvanceDirective")
* insert Claims("https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ACP-AdvanceDirective")
* extension[+].url = "http://nictiz.nl/fhir/StructureDefinition/ext-Comment"
* extension[=].valueString = "Willem heeft dit zelf opgeschreven en ondertekend. Het papier ligt in de zorgmap op tafel. Riet heeft een kopie."
* status = #active
* patient = Reference(willem-voorbeeld) "Willem Voorbeeld"
* dateTime = "2026-09-02"
* policy.uri = "https://wetten.overheid.nl/"
* provision.actor[representative].reference = Reference(riet-voorbeeld) "Riet Voorbeeld, echtgenote"
* provision.code = $wilsverklaring#NR "Niet reanimeren verklaring"
