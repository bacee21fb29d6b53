import { elementChanges, type Conflict, type ElementChange } from "@wijkverband/fhir";
import type { Resource } from "hl7-fhir-r4-types";
import { extensionInWords, pathInWords, type Words } from "./element-words.ts";
import { actorInWords, limitInWords } from "./limit-words.ts";
import type { Typed } from "./proposal-task.ts";
import { valueInWords, type NameOf } from "./value-words.ts";

/** One change of one element as people read it; of a treatment limit, of its decision. */
export interface DifferenceLine extends Words {
  readonly kind: ElementChange["kind"];
  /** FHIRPath, as `ElementChange.path`. */
  readonly path: string;
}

/** Elements that say nothing about the patient, or that people read elsewhere. */
const administrative: ReadonlySet<string> = new Set(["id", "meta", "text", "implicitRules", "language", "resourceType"]);

/** What is different between two versions in words, element by element, in the order of the former one.
 *  @param former absent for something new: then each element is told as added */
export function differencesInWords(former: Resource | undefined, next: Resource, typed: Typed, nameOf: NameOf = () => undefined): readonly DifferenceLine[] {
  const limit = limitInWords(former, next, nameOf);
  const decision = (limit?.lines ?? []).map((words): DifferenceLine => ({ kind: former === undefined ? "added" : "changed", path: "Consent.provision", ...words }));
  const others = elementChanges(former ?? { resourceType: next.resourceType }, next, typed)
    .filter((change) => !administrative.has(change.path.split(/[.[]/)[1] ?? "") && limit?.isTold(change) !== true)
    .map((change) => ({ kind: change.kind, path: change.path, ...sentence(change, nameOf) }));
  return [...decision, ...others];
}

function sentence({ kind, path, type, former, next }: ElementChange, nameOf: NameOf): Words {
  const [gone, come] = [former, next].map((value) => actorInWords(path, value, nameOf));
  const element = capital((come ?? gone)?.element ?? nameInWords(path, type, next ?? former));
  const [before, after] = come ?? gone ? [gone?.who, come?.who] : [former, next].map((value) => valueInWords(value, type, nameOf));
  switch (kind) {
    case "added":
      return { nl: `${element.nl}: ${after?.nl} komt erbij.`, en: `${element.en}: ${after?.en} is added.` };
    case "removed":
      return { nl: `${element.nl}: ${before?.nl} gaat weg.`, en: `${element.en}: ${before?.en} is removed.` };
    case "changed":
      return before?.nl === after?.nl
        ? { nl: `${element.nl}: ${after?.nl} verandert, maar leest hetzelfde.`, en: `${element.en}: ${after?.en} changes but reads the same.` }
        : { nl: `${element.nl}: was ${before?.nl}, wordt ${after?.nl}.`, en: `${element.en}: was ${before?.en}, becomes ${after?.en}.` };
  }
}

/** A conflict as people read it: what it was, what was proposed, and what somebody else made of it. */
export function conflictInWords({ path, type, base, proposed, current }: Conflict, nameOf: NameOf = () => undefined): Words {
  if (!path.includes(".")) return { nl: "Dit gegeven is er niet meer, dus er is niets om te veranderen.", en: "This is gone, so there is nothing to change." };
  const element = capital(nameInWords(path, type, base ?? proposed ?? current));
  const [was, mine, theirs] = [base, proposed, current].map((value) => (value === undefined ? { nl: "niets", en: "nothing" } : valueInWords(value, type, nameOf)));
  return {
    nl: `${element.nl}: was ${was?.nl}. Voorgesteld is ${mine?.nl}, maar intussen staat er ${theirs?.nl}.`,
    en: `${element.en}: was ${was?.en}. Proposed is ${mine?.en}, but by now it says ${theirs?.en}.`,
  };
}

/** An extension is called by what it is about, where we know it. */
function nameInWords(path: string, type: string | undefined, value: unknown): Words {
  const own = type === "Extension" ? extensionInWords((value as { readonly url?: string }).url) : undefined;
  return own ?? pathInWords(path);
}

function capital({ nl, en }: Words): Words {
  const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  return { nl: upper(nl), en: upper(en) };
}
