// What every continuity signal has. Title, description, source and criteria say the same as packages/care/src/signals; a test compares them.
RuleSet: Signaal(key, name)
* url = "https://wijkverband.example/fhir/Measure/{key}"
* version = "0.1.0"
* name = "{name}"
* status = #active
* experimental = false
* topic = $signaal#{key}
* subjectCodeableConcept = http://hl7.org/fhir/resource-types#Organization
* scoring = http://terminology.hl7.org/CodeSystem/measure-scoring#proportion
* improvementNotation = http://terminology.hl7.org/CodeSystem/measure-improvement-notation#decrease
* disclaimer = "Een signaal om over te praten, nooit een oordeel."
* insert InEnglish(disclaimer, [["A signal to talk about, never a verdict."]])

// The English words of a Dutch element.
RuleSet: InEnglish(element, words)
* {element}.extension[0].url = "http://hl7.org/fhir/StructureDefinition/translation"
* {element}.extension[0].extension[0].url = "lang"
* {element}.extension[0].extension[0].valueCode = #en
* {element}.extension[0].extension[1].url = "content"
* {element}.extension[0].extension[1].valueString = {words}

// One of the two counts: what it counts, in words, for which no expression language is meant.
RuleSet: Telling(place, code, nl, en)
* group[0].population[{place}].code = http://terminology.hl7.org/CodeSystem/measure-population#{code}
* group[0].population[{place}].description = {nl}
* insert InEnglish(group[0].population[{place}].description, [[{en}]])
* group[0].population[{place}].criteria.language.extension[0].url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
* group[0].population[{place}].criteria.language.extension[0].valueCode = #not-applicable
* group[0].population[{place}].criteria.expression = {nl}
