import { anyHasCode, isInForce, ownCode, plain, regionFigures, type Finding, type RegionFigure, type SignalKey, type Span } from "@wijkverband/care";
import { isPractice, type Clause } from "@wijkverband/fhir";
import type { Organization, OrganizationAffiliation } from "hl7-fhir-r4-types";
import { createHmac } from "node:crypto";
import type { House } from "../house.ts";
import { paced } from "./pace.ts";
import { findAll } from "./pages.ts";
import { measurePractice } from "./practice.ts";

/** One picture of a region a month: asked again it is the same one, so that no two pictures can be laid beside each other to see what one patient changed. */
const pictures = new WeakMap<House["store"], Map<string, Promise<Picture>>>();

/** What a region showed at an instant. */
interface Picture {
  readonly figures: readonly RegionFigure[];
  readonly at: Date;
}

/** What a region gets of its members, counted over the month that it is. Whoever was a member when the month began counts, also when it leaves.
 *  Made once a month (and again after a restart), a practice after the other, with room for others in between. */
export function regionOf(house: House, region: string, month: Span, at: Date): Promise<Picture> {
  const key = `${region} ${new Date(month.start).toISOString()}`;
  const kept = pictures.get(house.store) ?? new Map<string, Promise<Picture>>();
  pictures.set(house.store, kept);
  const known = kept.get(key);
  if (known !== undefined) return known;
  for (const old of kept.keys()) if (old.startsWith(`${region} `)) kept.delete(old);
  const made = makePicture(house, region, key, month, at);
  kept.set(key, made);
  // a picture that failed is made again by whoever asks next
  made.catch(() => kept.delete(key));
  return made;
}

async function makePicture(house: House, region: string, key: string, month: Span, at: Date): Promise<Picture> {
  const findings: ReadonlyMap<SignalKey, Finding>[] = [];
  for (const practice of await membersOf(house, region, new Date(month.start), at)) findings.push(await measurePractice(house, practice, month, at));
  const figures = regionFigures(findings, (quantity) => 1 + (createHmac("sha256", house.cursorKey).update(`${key} ${quantity}`).digest().readUInt32BE() % 10));
  return { figures, at };
}

/** The practices that belonged to a region at an instant. */
async function membersOf({ store }: House, region: string, then: Date, at: Date): Promise<readonly (Organization & { readonly id: string })[]> {
  const where: readonly Clause[] = [{ kind: "reference", parameter: "primary-organization", values: [{ type: "Organization", id: region.slice("Organization/".length) }] }];
  const members = new Set<string>();
  for await (const stored of findAll(store, { type: "OrganizationAffiliation", where }, "server", at, paced())) {
    const { active, code, period, participatingOrganization } = stored.resource() as OrganizationAffiliation;
    const member = plain(participatingOrganization?.reference);
    if (active !== false && isMembership(code) && isInForce(period, then) && member !== undefined) members.add(member);
  }
  const read = await store.readMany([...members]);
  return [...read.values()].map((stored) => ({ ...(stored.resource() as Organization), id: stored.id })).filter(isPractice);
}

function isMembership(codes: OrganizationAffiliation["code"]): boolean {
  return anyHasCode(codes, ownCode("verbinding", "lid"));
}
