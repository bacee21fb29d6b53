// A section of a contact report with its words.
RuleSet: Regel(slice, title, words)
* section[{slice}].title = {title}
* section[{slice}].text.status = #additional
* section[{slice}].text.div = "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{words}</p></div>"
