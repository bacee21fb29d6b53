// What is agreed is mostly on paper in the practice: then a display or identifier is the whole reference.
Extension: Agreement
Id: agreement
Title: "Samenwerkingsafspraak"
Description: "The agreement under which a physician assistant or verpleegkundig specialist carries out a task: a document, or the name or number under which both keep it."
Context: Task
* value[x] only Reference(DocumentReference)
* value[x] 1..1
