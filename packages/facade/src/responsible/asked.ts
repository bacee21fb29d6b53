import { Anomaly, isBsn, localReference, readInput, system, type Issue } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { Identifier, Reference } from "hl7-fhir-r4-types";
import { findByIdentifier } from "../caller.ts";
import type { House } from "../house.ts";
import { inputFault } from "../input-fault.ts";

/** What the list form takes. */
export const listInput = {
  patient: { type: "Reference", target: "Patient", max: "*" },
  identifier: { type: "Identifier", max: "*" },
  at: { type: "instant" },
} as const;

/** Most patients of one call: those of a post's shift. */
const mostPatients = 500;

/** One patient as asked: `Patient/<id>`, or a number. */
export type Asked = { readonly reference: string | undefined } | { readonly identifier: Identifier };

/** Tells whether a body asks for a list: a patient named by reference, or several by number. One number alone is asked as ever. */
export function asksForList(body: unknown): boolean {
  const names = subjectsOf(body).map(({ name }) => name);
  return names.length > 1 || names.includes("patient");
}

interface Subject {
  readonly name: "patient" | "identifier";
  readonly index: number;
  readonly value: unknown;
}

function subjectsOf(body: unknown): readonly Subject[] {
  const { parameter } = (body ?? {}) as { readonly parameter?: unknown };
  if (!Array.isArray(parameter)) return [];
  return parameter.flatMap((each: unknown, index): Subject[] => {
    const { name, valueReference, valueIdentifier } = (each ?? {}) as Readonly<Record<string, unknown>>;
    return name === "patient" || name === "identifier" ? [{ name, index, value: name === "patient" ? valueReference : valueIdentifier }] : [];
  });
}

/** Who is asked about, in the order of the parameters, and when.
 *  @throws {Anomaly} `incorrect` for what isn't written as it should; `rule` for more than 500, and for a number that can't be a BSN */
export function readList(body: unknown, baseUrl: string): { readonly asked: readonly Asked[]; readonly at: string | undefined } {
  const subjects = subjectsOf(body);
  if (subjects.length > mostPatients) {
    const text = `${mostPatients} patients at most are asked about in one call`;
    throw new Anomaly("rule", text, { issues: [{ text, expression: "Parameters.parameter" }] });
  }
  const { at } = readInput(body, listInput);
  const faults: Issue[] = [];
  const asked = subjects.map(({ name, index, value }): Asked => {
    if (name === "patient") return { reference: localReference((value as Reference).reference, baseUrl) };
    const identifier = value as Identifier;
    if (identifier.system === undefined) throw inputFault("identifier", "an identifier has a system and a value");
    if (identifier.system === system.bsn && !isBsn(identifier.value ?? "")) {
      faults.push({ text: "nine digits that pass the elfproef are needed", expression: `Parameters.parameter[${index}].value.value`, rule: "elfproef" });
    }
    return { identifier };
  });
  if (faults.length > 0) throw new Anomaly("rule", "this can't be a BSN", { issues: faults });
  return { asked, at };
}

/** The patients as they are known here, in the same order; nobody for whom we don't know or don't know any more. */
export async function findAsked({ store }: Pick<House, "store">, asked: readonly Asked[], at: Date): Promise<readonly (Stored | undefined)[]> {
  const references = asked.flatMap((each) => ("reference" in each && each.reference?.startsWith("Patient/") === true ? [each.reference] : []));
  const known = await store.readMany(references);
  // each number is looked up once: asked a hundred times in one call, the time it takes would say whether it is there (`stranger`)
  const numbers = new Map<string, Stored | undefined>();
  const found: (Stored | undefined)[] = [];
  for (const each of asked) {
    const stored = "reference" in each ? known.get(each.reference ?? "") : await byNumber(store, each.identifier, at, numbers);
    found.push(stored?.deleted === true ? undefined : stored);
  }
  return found;
}

async function byNumber(store: House["store"], { system: of = "", value = "" }: Identifier, at: Date, numbers: Map<string, Stored | undefined>): Promise<Stored | undefined> {
  const key = `${of}|${value}`;
  if (!numbers.has(key)) numbers.set(key, await findByIdentifier(store, "Patient", { system: of, code: value }, at));
  return numbers.get(key);
}
