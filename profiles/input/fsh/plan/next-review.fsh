Extension: NextReview
Id: next-review
Title: "Volgende bespreking"
Description: "The day by which the team looks at the plan again."
Context: CarePlan
* value[x] only date
* value[x] 1..1
