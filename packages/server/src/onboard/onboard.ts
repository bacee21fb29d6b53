import { auditEvents, enterWritten, startTrail, type House } from "@wijkverband/facade";
import { Anomaly } from "@wijkverband/fhir";
import type { Change } from "@wijkverband/store";
import type { Resource } from "hl7-fhir-r4-types";
import { isDeepStrictEqual } from "node:util";
import { prepareClient } from "./clients.ts";
import { formFault, type Form } from "./form.ts";
import { planOnboarding, type Wanted } from "./plan.ts";

/** What became of one thing that the form asks for. */
export interface Onboarded {
  readonly outcome: "made" | "changed" | "same";
  /** `Type/id`, or the client. */
  readonly what: string;
  /** Where the form says so. */
  readonly field: string;
}

type OnboardHouse = Pick<House, "store" | "validator" | "valueSets" | "newId" | "clock" | "baseUrl">;

/** Takes an organisation with its people, hours, ties and system into the directory: all of it or nothing, validated as if a client sent it, and audited. The same form
 *  again changes nothing; another one changes what it says. What it doesn't say (people who left) stays as it is.
 *  @param folder where the form lies
 *  @param checkOnly tells what would be made, and makes nothing
 *  @throws {Anomaly} `incorrect` with a line for each field that isn't right; `conflict` for a rule of the directory; `stale` when somebody else changed it meanwhile */
export async function onboard(house: OnboardHouse, dataDir: string, form: Form, folder: string, checkOnly = false): Promise<readonly Onboarded[]> {
  const { organization, wanted, roles, finder } = await planOnboarding(house, form);
  const faults = wanted.flatMap((each) => validate(house, each));
  if (faults.length > 0) throw formFault(faults);
  const results = wanted.map((each): Onboarded => ({ outcome: each.former === undefined ? "made" : isSame(each) ? "same" : "changed", what: `${each.resource.resourceType}/${each.resource.id}`, field: each.field }));
  const clients = prepareClient(dataDir, form, roles, folder);
  const all = [...results, ...(clients === undefined ? [] : [{ outcome: clients.outcome, what: `client ${form.client?.id}`, field: "client" } as const])];
  try {
    if (!checkOnly) await write(house, wanted, organization, finder.asked);
  } catch (thrown) {
    clients?.drop();
    throw thrown;
  }
  if (checkOnly) clients?.drop();
  else clients?.keep();
  return all;
}

async function write({ store, clock, newId, baseUrl }: OnboardHouse, wanted: readonly Wanted[], author: string, found: Awaited<ReturnType<typeof planOnboarding>>["finder"]["asked"]): Promise<void> {
  const changing = wanted.filter((each) => each.former === undefined || !isSame(each));
  if (changing.length === 0) return;
  const changes = changing.map(({ resource, former }): Change => {
    const kept = { ...resource, meta: { ...withoutServers(resource.meta), source: `${baseUrl}/${author}` } };
    return former === undefined ? { op: "create", resource: kept, labels: { author } } : { op: "update", resource: kept, labels: former.labels, ifMatch: former.versionId };
  });
  const at = clock();
  const trail = { ...startTrail({ interaction: "transaction", action: changing.some(({ former }) => former !== undefined) ? "U" : "C", requestId: newId(), site: baseUrl }), client: "wijkverband onboard" };
  try {
    await store.transact({
      changes,
      found,
      at,
      audit: (written) => {
        for (const each of written) enterWritten(trail, each);
        return auditEvents(trail, { outcome: "0", status: 200 }, at);
      },
    });
  } catch (thrown) {
    if (thrown instanceof Anomaly && thrown.category === "stale") throw new Anomaly("stale", "the directory changed at this very moment and nothing was made; do it again", { cause: thrown });
    throw thrown;
  }
}

function validate({ validator }: OnboardHouse, { field, resource }: Wanted): readonly string[] {
  const faults = validator.validate(resource).filter(({ severity }) => severity === undefined || severity === "error");
  return faults.map(({ expression, text }) => `${field}: ${expression ?? resource.resourceType}: ${text}`);
}

/** Tells whether nothing would change but what the server says by itself. */
function isSame({ resource, former }: Wanted): boolean {
  return former !== undefined && isDeepStrictEqual(content(resource), content(former.resource()));
}

function content(resource: Resource): unknown {
  const { meta, ...rest } = resource;
  return JSON.parse(JSON.stringify({ ...rest, meta: withoutServers(meta) }));
}

function withoutServers(meta: Resource["meta"]): object {
  const { versionId: _version, lastUpdated: _updated, source: _source, ...others } = meta ?? {};
  return others;
}
