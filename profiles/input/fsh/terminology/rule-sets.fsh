// One concept of a code system of ours: Dutch display, explanation in simple words, English designation.
RuleSet: Begrip(code, nl, uitleg, en)
* #{code} {nl} {uitleg}
* #{code} ^designation[0].language = #en
* #{code} ^designation[0].value = {en}
