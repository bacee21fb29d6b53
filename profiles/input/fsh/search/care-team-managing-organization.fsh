// The registrations of a practice; R4 can only search the members.
Instance: CareTeam-managing-organization
InstanceOf: SearchParameter
Usage: #definition
Title: "Practice of registration"
* url = "https://wijkverband.example/fhir/SearchParameter/CareTeam-managing-organization"
* version = "0.1.0"
* name = "CareTeamManagingOrganization"
* status = #active
* description = "Teams by the organisation that keeps them: for a huisartsteam the practice where the patient is registered."
* code = #managing-organization
* base = #CareTeam
* type = #reference
* expression = "CareTeam.managingOrganization"
* target = #Organization
