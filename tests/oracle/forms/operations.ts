import { bundleOf, nextOf, refsIn, type SeenBundle } from "../bundle.ts";
import { text } from "../json.ts";
import { isWithheld, sortOf } from "../rights/kind.ts";
import { mayAsk, refusal } from "../rights/may-ask.ts";
import { latest, type Kept } from "../world.ts";
import { get, setFault, statusFault, type Bench, type Draw, type Question, type Request, type Seen } from "../question.ts";

/** A patient, more often one whom the caller sees. */
export function subject({ random, world, view }: Draw): Kept {
  const near = world.patients.filter((patient) => view.sees(`Patient/${patient}`));
  const known = near.length > 0 && random.chance(0.5) ? world.byRef.get(`Patient/${random.pick(near)}`) : undefined;
  if (known !== undefined) return known;
  const found = world.byRef.get(`Patient/${random.pick(world.patients)}`);
  if (found === undefined) throw new Error("a region has patients");
  return found;
}

/** By instance, or by number in the body. */
export function asked({ random }: Draw, patient: Kept, code: string): Request {
  if (random.chance(0.6)) return get(`${patient.ref}/${code}`);
  if (random.chance(0.5)) return { method: "POST", path: `${patient.ref}/${code}`, query: [], body: { resourceType: "Parameters" } };
  const value = text(latest(patient), "identifier.value");
  return { method: "POST", path: `Patient/${code}`, query: [], body: { resourceType: "Parameters", parameter: [{ name: "identifier", valueIdentifier: { system: "http://fhir.nl/fhir/NamingSystem/bsn", value } }] } };
}

/** `$responsible-gp`, `$gp-timeline` and `$palliative-handover`: who may ask, and nothing in the answer that nobody outside may learn. */
export function drawAsk(draw: Draw): Question {
  const { random, world, view } = draw;
  const patient = subject(draw);
  const code = random.pick(["$palliative-handover", "$palliative-handover", "$responsible-gp", "$responsible-gp", "$gp-timeline"] as const);
  const allowed = mayAsk(world, view.asker, code, patient, view.at);
  const visits = mayAsk(world, view.asker, "visit", patient, view.at);
  return {
    form: code,
    request: code === "$gp-timeline" ? get(`${patient.ref}/${code}`) : asked(draw, patient, code),
    judge(seen) {
      const status = statusFault(seen, allowed ? 200 : refusal(world, view.asker, patient, view.at));
      if (status !== undefined || !allowed) return status;
      for (const ref of marksIn(seen)) {
        const kept = world.byRef.get(ref);
        if (kept === undefined || view.sees(ref)) continue;
        if (kept.patient !== patient.patient) return `shows ${ref}, which is of another patient`;
        if (kept.domain === "sociaal") return `shows ${ref}, which is social`;
        if (isWithheld(kept)) return `shows ${ref}, which is withheld`;
        if (sortOf(kept) === "home" && !visits) return `shows ${ref}, how to get in`;
      }
      return undefined;
    },
  };
}

/** `Patient/$everything`: all of the patient that the caller sees, and no more. */
export function drawEverything(draw: Draw): Question {
  const { random, world, view } = draw;
  const patient = subject(draw);
  const allowed = mayAsk(world, view.asker, "$everything", patient, view.at);
  const request = asked(draw, patient, "$everything");
  const paged = request.method === "GET" && random.chance(0.5) ? { ...request, query: [["_count", String(random.whole(3, 30))] as const] } : request;
  return {
    form: "$everything",
    request: paged,
    async judge(seen, bench) {
      const status = statusFault(seen, allowed ? 200 : refusal(world, view.asker, patient, view.at));
      if (status !== undefined || !allowed) return status;
      const wanted = (world.byPatient.get(patient.id) ?? []).filter((kept) => !kept.deleted && view.sees(kept.ref)).map(({ ref }) => ref);
      const matched = await everyMatch(seen, bench, `${patient.ref}/$everything`);
      return setFault("matches", matched, wanted);
    },
  };
}

async function everyMatch(first: Seen, bench: Bench, path: string): Promise<readonly string[]> {
  const matched: string[] = [];
  let bundle: SeenBundle = bundleOf(first);
  for (let page = 0; page < 1000; page++) {
    matched.push(...refsIn(bundle, "match"));
    const next = nextOf(bundle);
    if (next === undefined) break;
    const seen = await bench.ask(bench.view.asker, get(path, [["_cursor", next]]));
    if (seen.status !== 200) return [...matched, `(a page answers ${seen.status})`];
    bundle = bundleOf(seen);
  }
  return matched;
}

/** `AuditEvent?patient=`: the log of a patient, for the own practice and the patient; to a stranger it is empty. */
export function drawLog(draw: Draw): Question {
  const { world, view } = draw;
  const patient = subject(draw);
  const allowed = mayAsk(world, view.asker, "$access-log", patient, view.at);
  const request = get("AuditEvent", [["patient", patient.ref]]);
  return {
    form: "AuditEvent",
    request,
    async judge(seen, bench) {
      const status = statusFault(seen, 200);
      if (status !== undefined) return status;
      // reading the log is in the log: whoever may read it finds something the second time
      const again = await bench.ask(view.asker, request);
      if (again.status !== 200) return `the second time it answers ${again.status}`;
      const events = refsIn(bundleOf(again), "match").length;
      if (!allowed) return events === 0 ? undefined : `shows ${events} events of a log that the oracle keeps shut`;
      return events > 0 ? undefined : "shows no log to who may read it";
    },
  };
}

/** Which resources' own words stand in an answer. */
export function marksIn({ text: answer }: Seen): readonly string[] {
  return [...new Set([...answer.matchAll(/merk:([A-Za-z]+\/[A-Za-z0-9-]+)\./g)].map((found) => found[1] ?? ""))];
}
