import { bundleOf, nextOf, type SeenBundle } from "../bundle.ts";
import { get, pickKept, setFault, statusFault, type Bench, type Draw, type Question, type Seen } from "../question.ts";
import { isEndedHome } from "../rights/kind.ts";
import type { Kept } from "../world.ts";

/** `_history` of one resource, of a type, or of everything, page after page. */
export function drawHistory(draw: Draw): Question {
  const { random, world, view } = draw;
  const level = random.pick(["instance", "instance", "type", "system"] as const);
  const kept = pickKept(draw);
  const among = level === "instance" ? [kept] : level === "type" ? world.kept.filter(({ type }) => type === kept.type) : world.kept;
  const path = level === "instance" ? `${kept.ref}/_history` : level === "type" ? `${kept.type}/_history` : "_history";
  const count = random.chance(0.4) ? [["_count", String(level === "system" ? random.whole(60, 200) : random.whole(1, 40))] as const] : [];
  const hidden = level === "instance" && !view.sees(kept.ref);
  const wanted = among.filter(({ ref }) => view.sees(ref)).flatMap(versionsOf);
  return {
    form: `history of ${level === "instance" ? "an instance" : level === "type" ? "a type" : "everything"}`,
    request: get(path, count),
    async judge(seen, bench) {
      const status = statusFault(seen, hidden ? 404 : 200);
      if (status !== undefined || hidden) return status;
      const { entries, total, fault } = await pages(seen, bench, path);
      if (fault !== undefined) return fault;
      if (new Set(entries).size !== entries.length) return "a version stands there twice";
      return setFault("versions", entries, wanted) ?? (total === undefined || total === wanted.length ? undefined : `total ${total}, the oracle says ${wanted.length}`);
    },
  };
}

function versionsOf({ ref, versions, deleted }: Kept): readonly string[] {
  return Array.from({ length: versions.length + (deleted ? 1 : 0) }, (_, index) => `${ref}/${index + 1}`);
}

async function pages(first: Seen, bench: Bench, path: string): Promise<{ readonly entries: readonly string[]; readonly total: number | undefined; readonly fault?: string }> {
  const entries: string[] = [];
  let bundle: SeenBundle = bundleOf(first);
  const { total } = bundle;
  for (let page = 0; page < 1000; page++) {
    for (const { fullUrl = "", response, resource } of bundle.entry ?? []) {
      const ref = fullUrl.split("/").slice(-2).join("/");
      entries.push(`${ref}/${response?.etag?.replace(/\D/g, "")}`);
      const kept = bench.view.world.byRef.get(ref);
      if (resource !== undefined && kept !== undefined && isEndedHome(kept, bench.view.at)) return { entries, total, fault: `shows how to get in by ${ref}, which has ended` };
    }
    const next = nextOf(bundle);
    if (next === undefined) return { entries, total };
    const seen = await bench.ask(bench.view.asker, get(path, [["_cursor", next]]));
    if (seen.status !== 200) return { entries, total, fault: `page ${page + 2} answers ${seen.status}` };
    bundle = bundleOf(seen);
  }
  return { entries, total, fault: "pages without end" };
}
