// Rules that several profiles share.

Invariant: readable
Description: "A person can read what is meant: a text, or a display with the code."
* severity = #error
* expression = "text.exists() or coding.display.exists()"

Invariant: performer-named
Description: "An agreement or wish should say who wrote it down."
* severity = #warning
* expression = "performer.exists()"

Invariant: answer-or-reason
Description: "There is an answer, or the reason why there is none. An empty question is not an answer."
* severity = #error
* expression = "value.exists() or dataAbsentReason.exists()"
