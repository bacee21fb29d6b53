Extension: ChosenOn
Id: chosen-on
Title: "Gekozen op"
Description: "The day on which the patient chose this practice."
Context: CareTeam
* value[x] only date
* value[x] 1..1

Extension: IdentifiedBy
Id: identified-by
Title: "Hoe herkend"
Description: "How the practice made sure who the patient is, in words."
Context: CareTeam
* value[x] only string
* value[x] 1..1

Extension: RecordUntil
Id: record-until
Title: "Eigen verleden te lezen tot"
Description: "Of a registration that ended: until then the former practice may read its own history."
Context: CareTeam
* value[x] only dateTime
* value[x] 1..1
