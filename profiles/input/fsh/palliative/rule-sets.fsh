// What every answer from a conversation about the last phase of life has: about whom, since when, by whom.
RuleSet: ConversationAnswer
* subject 1..1
* subject only Reference(Patient)
* effective[x] 1..1
* effective[x] only dateTime
* obeys answer-or-reason
* obeys performer-named

// A category that must be there once, among others that are welcome.
RuleSet: OneCategory(name, code)
* category ^slicing.discriminator.type = #value
* category ^slicing.discriminator.path = "$this"
* category ^slicing.rules = #open
* category contains {name} 1..1
* category[{name}] = {code}
