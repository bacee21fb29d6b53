import { latest, type Kept } from "../world.ts";
import { isEndedHome } from "../rights/kind.ts";
import { get, pickKept, statusFault, type Draw, type Question, type Seen } from "../question.ts";

/** `GET [type]/[id]`, with and without `If-None-Match`. */
export function drawRead(draw: Draw): Question {
  const { random, world, view } = draw;
  const kept = random.chance(0.05) ? undefined : pickKept(draw);
  const ref = kept?.ref ?? `${random.pick(world.kept).type}/onbekend`;
  const version = kept?.versions.length ?? 1;
  const ifNoneMatch = random.chance(0.2) ? `W/"${random.pick([version, version, 9])}"` : undefined;
  const expected = kept === undefined || !view.sees(ref) ? 404 : kept.deleted ? 410 : ifNoneMatch === `W/"${version}"` ? 304 : 200;
  return {
    form: ifNoneMatch === undefined ? "read" : "conditional read",
    request: { ...get(ref), ...(ifNoneMatch !== undefined && { ifNoneMatch }) },
    judge: (seen) => statusFault(seen, expected) ?? (seen.status === 200 ? contentFault(seen, ref, latest(kept as Kept)) : silenceFault(seen, ref)),
  };
}

/** `GET [type]/[id]/_history/[version]`. Who may read it now may read its versions. */
export function drawVersionRead(draw: Draw): Question {
  const { random, view } = draw;
  const kept = pickKept(draw);
  const last = kept.versions.length + (kept.deleted ? 1 : 0);
  const version = random.whole(1, last + 1);
  const there = kept.versions[version - 1];
  const expected = !view.sees(kept.ref) || version > last ? 404 : there === undefined || isEndedHome(kept, view.at) ? 410 : 200;
  return {
    form: "vread",
    request: get(`${kept.ref}/_history/${version}`),
    judge: (seen) => statusFault(seen, expected) ?? (there !== undefined && seen.status === 200 ? contentFault(seen, kept.ref, there) : silenceFault(seen, kept.ref)),
  };
}

/** The resource itself came, in the version that was asked for. */
function contentFault({ text }: Seen, ref: string, json: Readonly<Record<string, unknown>>): string | undefined {
  const got = JSON.parse(text) as { resourceType: string; id: string; language?: string };
  if (`${got.resourceType}/${got.id}` !== ref) return `got ${got.resourceType}/${got.id}`;
  return got.language === json["language"] ? undefined : "got another version";
}

/** A refusal says nothing of what it refuses, and no ETag says that it is there. */
function silenceFault({ status, text, headers }: Seen, ref: string): string | undefined {
  if (status !== 404) return undefined;
  if (Object.keys(headers).some((name) => /^(etag|last-modified|location)$/i.test(name))) return "a 404 has headers of a resource";
  return text.includes(ref) || text.includes("merk:") ? `a 404 names ${ref}` : undefined;
}
