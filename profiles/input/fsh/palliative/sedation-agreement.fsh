Profile: SedationAgreement
Parent: Observation
Id: sedation-agreement
Title: "Afspraken over palliatieve sedatie"
Description: "What was said about sleeping until the end. Neither zib nor PZP has a place for it; locums ask for it."
* insert ConversationAnswer
* code = $overdracht#palliatieve-sedatie
* value[x] only string
