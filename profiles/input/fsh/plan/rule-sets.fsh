// A Task about one patient, with who asks, who does, and since when.
RuleSet: TaskOfTeam
* for 1..1
* for only Reference(Patient)
* requester 1..1
* owner 1..1
* authoredOn 1..1

// What a Task takes and gives is told apart by its type.
RuleSet: ToldByType(list)
* {list} ^slicing.discriminator.type = #pattern
* {list} ^slicing.discriminator.path = "type"
* {list} ^slicing.rules = #open
