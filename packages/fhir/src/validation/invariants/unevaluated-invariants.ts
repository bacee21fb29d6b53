/** The invariants that are not evaluated, and why. Whatever is not here and cannot be compiled is a fault of ours: a test
 *  over all definitions fails on it. */
export const unevaluatedInvariants: Readonly<Record<string, string>> = {
  "ele-1": "part of the schema of every object",
  "dom-6": "best practice only (a narrative for people); said on every write it would hide real warnings",
  "txt-2": "checked together with txt-1",
  "zib-Alert-1": "memberOf asks a terminology server; its value set is a selection of SNOMED CT that cannot be expanded offline",
};
