import { sourceOfNumber } from "@wijkverband/fhir";
import { localDate, toLocal } from "../amsterdam.ts";
import { textOf } from "../coding.ts";
import { dateText } from "../display.ts";
import { wordsOf } from "../handover/words.ts";
import { plain } from "../reference.ts";
import { pathInWords, type Words } from "./element-words.ts";

/** How somebody or something is called, by its `Type/id`; `undefined` when the reader need not know, or nobody does. */
export type NameOf = (reference: string) => string | undefined;

/** Codes that stand alone (statuses, priorities). Source: R4 value sets of the types that are proposed on. */
// oxfmt-ignore
const codes: Readonly<Record<string, string>> = {
  accepted: "aangenomen", active: "actief", cancelled: "geannuleerd", completed: "afgerond", draft: "in voorbereiding", "entered-in-error": "per ongeluk gemaakt", final: "definitief",
  female: "vrouw", male: "man", "in-progress": "bezig", "not-started": "nog niet begonnen", "on-hold": "staat stil", order: "opdracht", plan: "plan", planned: "gepland", proposal: "voorstel", proposed: "voorgesteld",
  rejected: "afgewezen", revoked: "gestopt", routine: "gewoon", scheduled: "ingepland", stopped: "gestopt", unknown: "onbekend", urgent: "dringend",
};

/** Types of resources, for a reference without a name. */
const types: Readonly<Record<string, string>> = {
  CarePlan: "zorgplan",
  CareTeam: "team",
  Condition: "probleem",
  Goal: "doel",
  MedicationRequest: "medicatieafspraak",
  Observation: "meting",
  Organization: "organisatie",
  Patient: "patiënt",
  PractitionerRole: "zorgverlener",
  RelatedPerson: "naaste",
  ServiceRequest: "aanvraag",
  Task: "taak",
};

/** How a value reads. @param type as `ElementChange.type` */
export function valueInWords(value: unknown, type: string | undefined, nameOf: NameOf): Words {
  if (typeof value === "boolean") return value ? { nl: "ja", en: "yes" } : { nl: "nee", en: "no" };
  if (typeof value === "number") return { nl: String(value).replace(".", ","), en: String(value) };
  if (typeof value === "string") return textInWords(value, type);
  if (Array.isArray(value)) return joined(value.map((item: unknown) => valueInWords(item, type, nameOf)), ", ");
  if (typeof value !== "object" || value === null) return { nl: "", en: "" };
  return dataTypes[type ?? ""]?.(value as Tree, nameOf) ?? elements(value as Tree, nameOf);
}

type Tree = Readonly<Record<string, unknown>>;

function textInWords(text: string, type: string | undefined): Words {
  if (type === "code") return { nl: codes[text] ?? text, en: text };
  if (type === "date" || (type === "dateTime" && !text.includes("T"))) return { nl: dateText(text), en: text };
  if (type !== "dateTime" && type !== "instant") return { nl: `“${text}”`, en: `“${text}”` };
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) return { nl: text, en: text };
  const time = new Date(toLocal(instant)).toISOString().slice(11, 16);
  return { nl: `${dateText(localDate(instant))} om ${time} uur`, en: `${localDate(instant)} ${time}` };
}

const dataTypes: Readonly<Record<string, (value: Tree, nameOf: NameOf) => Words | undefined>> = {
  CodeableConcept: (value) => both(wordsOf(value), textOf(value)),
  Coding: ({ display, code }) => both(display ?? code),
  Reference: ({ reference, display }, nameOf) => referenceInWords(text(reference), text(display), nameOf),
  Quantity: quantity,
  Duration: quantity,
  Age: quantity,
  Annotation: ({ text: note }) => both(note === undefined ? undefined : `“${text(note)}”`),
  Attachment: ({ title }) => both(title),
  Extension: extensionValue,
  Dosage: ({ text: instruction }) => both(instruction === undefined ? undefined : `“${text(instruction)}”`),
  ContactPoint: ({ value }) => both(value),
  Narrative: ({ div }) => both(text(div)?.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ").trim()),
  Period: ({ start, end }) => {
    const [from, to] = [start, end].map((moment) => (moment === undefined ? undefined : textInWords(text(moment) ?? "", "dateTime")));
    const parts = [from && { nl: `van ${from.nl}`, en: `from ${from.en}` }, to && { nl: `tot en met ${to.nl}`, en: `until ${to.en}` }].filter((part) => part !== undefined);
    return parts.length === 0 ? undefined : joined(parts, " ");
  },
};

/** What an extension says; what it is about stands in its url (`extensionInWords`). */
function extensionValue(extension: Tree, nameOf: NameOf): Words | undefined {
  const [name, value] = Object.entries(extension).find(([key]) => key.startsWith("value")) ?? [];
  return name === undefined ? undefined : valueInWords(value, typed(name, value)[1], nameOf);
}

function quantity(value: Tree): Words | undefined {
  if (value["value"] === undefined) return undefined;
  const amount = sourceOfNumber(value, "value");
  const [before, unit] = [text(value["comparator"]) ?? "", text(value["unit"]) ?? text(value["code"]) ?? ""];
  return { nl: `${before}${amount.replace(".", ",")} ${unit}`.trim(), en: `${before}${amount} ${unit}`.trim() };
}

function referenceInWords(reference: string | undefined, display: string | undefined, nameOf: NameOf): Words | undefined {
  const target = plain(reference);
  const name = display ?? (target === undefined ? undefined : nameOf(target));
  const type = target?.split("/")[0] ?? "";
  return name === undefined ? { nl: types[type] ?? "ander gegeven", en: type === "" ? "something else" : type.replaceAll(/(?<=.)(?=[A-Z])/g, " ").toLowerCase() } : both(name);
}

/** What has no words of its own is told element by element. */
function elements(value: Tree, nameOf: NameOf): Words {
  const told = Object.entries(value).filter(([name]) => !administrative.has(name) && !name.startsWith("_"));
  const parts = told.map(([name, item]) => {
    const [element, type] = typed(name, item);
    const [label, words] = [pathInWords(`x.${element}`), valueInWords(item, type, nameOf)];
    return label.nl === "" ? words : { nl: `${label.nl}: ${words.nl}`, en: `${label.en}: ${words.en}` };
  });
  return joined(parts, "; ");
}

const administrative: ReadonlySet<string> = new Set(["id", "url", "system", "resourceType"]);
const choice = /^([a-z]\w*?)(CodeableConcept|Quantity|Reference|Period|Boolean|String|DateTime|Date|Integer|Decimal|Code)$/;

/** The type of an element below: by the name of a choice, else by what it looks like. */
function typed(name: string, value: unknown): readonly [string, string | undefined] {
  const [, element, type] = choice.exec(name) ?? [];
  if (element !== undefined && type !== undefined) return [element, /^(?:Date|DateTime|Boolean|String|Code)$/.test(type) ? type.charAt(0).toLowerCase() + type.slice(1) : type];
  const [sample] = Array.isArray(value) ? (value as unknown[]) : [value];
  if (typeof sample === "string") return [name, /^(?:status|intent|kind|priority|lifecycleStatus)$/.test(name) ? "code" : /^\d{4}-\d\d(?:-\d\d(?:T.*)?)?$/.test(sample) ? "dateTime" : "string"];
  if (typeof sample !== "object" || sample === null) return [name, undefined];
  return [name, looks.find(([key]) => key in sample)?.[1]];
}

const looks: readonly (readonly [string, string])[] = [["coding", "CodeableConcept"], ["reference", "Reference"], ["start", "Period"], ["end", "Period"], ["unit", "Quantity"], ["code", "Coding"], ["text", "Annotation"]];

function both(value: unknown, english: unknown = value): Words | undefined {
  return typeof value === "string" && typeof english === "string" ? { nl: value, en: english } : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function joined(words: readonly Words[], by: string): Words {
  return { nl: words.map(({ nl }) => nl).join(by), en: words.map(({ en }) => en).join(by) };
}
