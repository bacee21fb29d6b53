Extension: Accountable
Id: accountable
Title: "Wie ervoor instaat"
Description: "Who answers for a task that somebody else carries out. Always said, never derived: in taakherschikking it moves along, in taakdelegatie it doesn't, and the words are used differently from place to place."
Context: Task
* value[x] only Reference(Organization or PractitionerRole)
* value[x] 1..1
