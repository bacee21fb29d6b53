import { endOf } from "@wijkverband/care";
import { codeSystemUrl, profileUrl, type Clause } from "@wijkverband/fhir";
import type { Store } from "@wijkverband/store";
import type { Communication } from "hl7-fhir-r4-types";
import { findAll } from "./pages.ts";
import type { Pace } from "./pace.ts";

/** What a practice says of a signal. */
export interface Explanation {
  readonly text: string;
  /** `Communication/<id>` */
  readonly reference: string;
}

/** What a practice said last of each of its signals, as far as it still goes; by the key of the signal. */
export async function explanationsOf(store: Store, practice: string, at: Date, pace: Pace): Promise<ReadonlyMap<string, Explanation>> {
  const where: readonly Clause[] = [
    { kind: "reference", parameter: "sender", values: [{ type: "Organization", id: practice.slice("Organization/".length) }] },
    { kind: "token", parameter: "category", values: [{ system: codeSystemUrl("bericht"), code: "toelichting-signaal" }] },
  ];
  const newest = new Map<string, Communication>();
  for await (const stored of findAll(store, { type: "Communication", where }, "server", at, pace)) {
    const said = stored.resource() as Communication;
    const key = signalOf(said);
    const before = key === undefined ? undefined : newest.get(key);
    // what was said at the same instant comes in the order in which it was stored
    if (key !== undefined && (before === undefined || Date.parse(before.sent ?? "") <= Date.parse(said.sent ?? ""))) newest.set(key, { ...said, id: stored.id });
  }
  return new Map([...newest].flatMap(([key, said]): [string, Explanation][] => (goes(said, at) ? [[key, { text: said.payload?.[0]?.contentString ?? "", reference: `Communication/${said.id}` }]] : [])));
}

function signalOf({ topic }: Communication): string | undefined {
  return topic?.coding?.find(({ system }) => system === codeSystemUrl("signaal"))?.code;
}

/** A newer one that is over leaves none: what came before it was replaced. */
function goes({ extension }: Communication, at: Date): boolean {
  const until = extension?.find(({ url }) => url === profileUrl("explains-until"))?.valueDate;
  return until === undefined || at.getTime() < endOf(until);
}
