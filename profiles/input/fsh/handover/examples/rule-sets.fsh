// Title and words of a section; the words are a summary, the entries are the truth.
RuleSet: Deel(slice, title, words)
* section[{slice}].title = {title}
* section[{slice}].text.status = #additional
* section[{slice}].text.div = "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{words}</p></div>"

// One entry of the document. The address is where the resource lives on the demo server.
RuleSet: Stuk(type, id)
* entry[+].fullUrl = "https://wijkverband.example/fhir/{type}/{id}"
* entry[=].resource = {id}
