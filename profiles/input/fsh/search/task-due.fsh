// R4 can't search a Task by the day it is due.
Instance: Task-due
InstanceOf: SearchParameter
Usage: #definition
Title: "Due"
* url = "https://wijkverband.example/fhir/SearchParameter/Task-due"
* version = "0.1.0"
* name = "TaskDue"
* status = #active
* description = "Tasks by the moment at which they must be done, or a proposal expires. Overdue is before now."
* code = #due
* base = #Task
* type = #date
* expression = "Task.restriction.period.end"
