// A section of the handover: its code is ours; a LOINC code may stand beside it.
RuleSet: Sectie(slice, key)
* section[{slice}].code = $sectie#{key}
