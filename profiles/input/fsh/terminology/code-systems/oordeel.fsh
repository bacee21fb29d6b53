CodeSystem: Oordeel
Id: oordeel
Title: "Oordelen over noodtoegang"
Description: "Wat de eigen huisarts achteraf van de noodtoegang vindt."
* ^caseSensitive = true
* ^content = #complete
* ^experimental = false
* insert Begrip(justified, "nodig", "De noodtoegang was nodig.", "justified")
* insert Begrip(not-justified, "niet nodig", "De noodtoegang was niet nodig. Als de toegang nog liep dan is die gestopt.", "not justified")
