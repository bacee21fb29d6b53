// The facts name no national code system for U0 to U5; the levels themselves are those of the vision documents (facts/vision-documents).
CodeSystem: Urgentie
Id: urgentie
Title: "Urgentie van een contact"
Description: "Hoe dringend een contact met de spoedpost was."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(U0, "U0", "Reanimatie.", "resuscitation")
* insert Begrip(U1, "U1", "Meteen.", "at once")
* insert Begrip(U2, "U2", "Binnen een uur.", "within an hour")
* insert Begrip(U3, "U3", "Binnen enkele uren.", "within some hours")
* insert Begrip(U4, "U4", "Binnen 24 uur.", "within 24 hours")
* insert Begrip(U5, "U5", "Advies of een afspraak later.", "advice or a planned appointment")
