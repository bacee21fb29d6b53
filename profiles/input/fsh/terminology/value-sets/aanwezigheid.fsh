ValueSet: AanwezigheidSet
Id: aanwezigheid
Title: "Aanwezigheid"
Description: "Op de praktijk of op afstand."
* ^experimental = false
* include codes from system $aanwezigheid
