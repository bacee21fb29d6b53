import { auditEvents, startTrail, type House } from "@wijkverband/facade";
import type { Change } from "@wijkverband/store";
import type { Resource } from "hl7-fhir-r4-types";
import { randomUUID } from "node:crypto";
import type { Json, Kept, World } from "../world.ts";

/** Writes a region into the real store, as the demo's seed does: past the API, with the labels that the server would keep. */
export async function storeRegion({ store }: Pick<House, "store">, { kept, writtenAt }: World): Promise<void> {
  const most = Math.max(...kept.map(({ versions }) => versions.length));
  for (let round = 0; round < most; round++) await write(store, kept.flatMap((each) => changeOf(each, round)), writtenAt);
  await write(store, kept.filter(({ deleted }) => deleted).map(({ type, id }): Change => ({ op: "delete", type, id })), writtenAt);
}

async function write(store: House["store"], changes: readonly Change[], at: Date): Promise<void> {
  if (changes.length === 0) return;
  const trail = startTrail({ interaction: "transaction", action: "C", requestId: randomUUID() });
  await store.transact({ changes, at, audit: () => auditEvents(trail, { outcome: "0", status: 200 }, at) });
}

function changeOf({ versions, patient, domain, author }: Kept, round: number): readonly Change[] {
  const version = versions[round];
  if (version === undefined) return [];
  const labels = { ...(patient !== undefined && { patient }), ...(domain !== undefined && { domain: domain as "medisch" }), ...(author !== undefined && { author }) };
  return [{ op: round === 0 ? "create" : "update", resource: asResource(version), labels }];
}

function asResource(json: Json): Resource & { id: string } {
  return json as unknown as Resource & { id: string };
}
