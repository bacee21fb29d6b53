ValueSet: ToegewezenRolSet
Id: toegewezen-rol
Title: "Rollen die een praktijk toewijst"
Description: "De vaste huisartsen, en een andere arts die de behandeling leidt. Wie waarneemt, wordt als waarneming geregeld."
* ^experimental = false
* $teamrol#vaste-huisarts
* $teamrol#vaste-tweede-huisarts
* $teamrol#hoofdbehandelaar
