import type { ElementChange } from "@wijkverband/fhir";
import type { Consent, ConsentProvisionActor, Resource } from "hl7-fhir-r4-types";
import { directiveDiscussion, isDirective, readLimit, sameStance, specificationOther } from "../directive.ts";
import type { Limit } from "../handover/answer.ts";
import { limitText } from "../treatment.ts";
import type { Words } from "./element-words.ts";
import { valueInWords, type NameOf } from "./value-words.ts";

/** A change of a treatment directive as a doctor reads it. */
export interface LimitWords {
  /** What the decision was and becomes, unless it stays; of a new one also with whom it was agreed. */
  readonly lines: readonly Words[];
  /** Whether an element is told by `lines`, or says nothing to who decides. */
  isTold(change: ElementChange): boolean;
}

/** What every directive has and no doctor asks for, and what `lines` say of a new one. */
const toldOfNew = /^Consent\.(?:scope|category|status|patient|policy|policyRule|provision)\b/;

/** Says a changed or new treatment directive by its decision, for nobody reads “type: deny”.
 *  @returns `undefined` for whatever is no directive, or one that can't be read: then element by element */
export function limitInWords(former: Resource | undefined, next: Resource, nameOf: NameOf): LimitWords | undefined {
  const [before, after] = [readIf(former), readIf(next)];
  if (after === undefined || !isDirective(next) || (former !== undefined && before === undefined)) return undefined;
  const { text } = after.treatment;
  const [was, becomes] = [before === undefined ? undefined : limitText(before), limitText(after)];
  const said = { nl: `${text}: ${was === undefined ? `“${becomes}” komt erbij` : `was “${was}”, wordt “${becomes}”`}.`, en: `${text}: ${was === undefined ? `“${becomes}” is added` : `was “${was}”, becomes “${becomes}”`}.` };
  return {
    lines: before === undefined ? [said, ...agreedInWords(next, nameOf)] : sameStance(before, after) && before.text === after.text ? [] : [said],
    isTold: ({ path, former: old, next: value }) => path === "Consent.provision.type" || isDecision(value ?? old) || (before === undefined && toldOfNew.test(path)),
  };
}

/** Somebody with whom a directive was agreed. @returns `undefined` for any other element */
export function actorInWords(path: string, value: unknown, nameOf: NameOf): { readonly element: Words; readonly who: Words } | undefined {
  if (value === undefined || !/^Consent\.provision\.actor\[\d+\]$/.test(path)) return undefined;
  return { element: { nl: "afgesproken met", en: "agreed with" }, who: valueInWords((value as ConsentProvisionActor).reference, "Reference", nameOf) };
}

function agreedInWords({ provision }: Consent, nameOf: NameOf): readonly Words[] {
  const who = (provision?.actor ?? []).map(({ reference }) => valueInWords(reference, "Reference", nameOf));
  return who.length === 0 ? [] : [{ nl: `Afgesproken met: ${who.map(({ nl }) => nl).join(", ")}.`, en: `Agreed with: ${who.map(({ en }) => en).join(", ")}.` }];
}

function isDecision(value: unknown): boolean {
  const { url } = (value ?? {}) as { readonly url?: unknown };
  return url === specificationOther || url === directiveDiscussion;
}

function readIf(resource: Resource | undefined): Limit | undefined {
  if (resource === undefined || !isDirective(resource)) return undefined;
  const reading = readLimit(resource);
  return reading.outcome === "read" ? reading.limit : undefined;
}
