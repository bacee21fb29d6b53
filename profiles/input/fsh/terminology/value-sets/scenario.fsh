ValueSet: ScenarioSet
Id: scenario
Title: "Verwachte klachten"
Description: "Alle verwachte klachten."
* ^experimental = false
* include codes from system Scenario
