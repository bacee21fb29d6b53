Extension: DirectiveDiscussion
Id: directive-discussion
Title: "Niet besproken of onbekend"
Description: "Says in a code what a limit with *anders* now says in words only: that the treatment was never discussed, or that the outcome is unknown. The national standard has no clean place for it (PZP issue 24)."
* ^context[0].type = #element
* ^context[0].expression = "Consent"
* value[x] 1..1
* value[x] only code
* valueCode from BesprekingSet (required)
