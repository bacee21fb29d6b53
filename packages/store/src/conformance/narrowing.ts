import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Clause } from "@wijkverband/fhir";
import type { Condition } from "@wijkverband/policy";
import type { SearchRequest, Store } from "../store.ts";
import { anyType, clause, followed, includes, visibility, web, world } from "./arbitraries.ts";
import type { Drawn } from "./arbitraries.ts";
import { modelOf } from "./model.ts";
import { ask, create, idsOf, noon, openSample, write } from "./sample.ts";
import type { MakeStore } from "./sample.ts";

export function narrowing(make: MakeStore): void {
  const practice = { holders: ["Organization/practice"] };

  test.each<[string, Condition, readonly string[]]>([
    ["anything", { is: "any" }, ["own", "other", "nobody"]],
    ["a domain", { is: "domain", domains: ["medisch", "sociaal"] }, ["own"]],
    ["its author", { is: "author", authors: ["Organization/nursing"] }, ["other"]],
    ["a tie to its patient", { is: "tie", kind: "registered", ...practice }, ["own"]],
    ["a tie about itself", { is: "tie-about", kind: "entry", holders: ["published"] }, ["other"]],
    ["a tie through the practice", { is: "tie-via-practice", kind: "anw-post", holders: ["Organization/post"] }, ["own"]],
    ["no tie", { is: "not", condition: { is: "tie", kind: "registered", ...practice } }, ["other", "nobody"]],
    ["no domain, where it has none", { is: "not", condition: { is: "domain", domains: ["medisch"] } }, ["other", "nobody"]],
    ["what the patient permitted", { is: "permitted", holders: ["Organization/pharmacy"] }, ["own"]],
    ["no objection of the patient", { is: "unobjected", holders: ["Organization/pharmacy"] }, ["own", "nobody"]],
    ["an objection of the patient", { is: "not", condition: { is: "unobjected", holders: ["Organization/pharmacy"] } }, ["other"]],
    ["a tie of nobody", { is: "tie", kind: "registered", holders: [] }, []],
  ])("by %s", async (_, condition, expected) => {
    await using store = await neighbourhood(make);
    expect(await idsOf(store, "Goal", {}, { Goal: [{ row: "only", all: [condition] }] })).toEqual(expected);
  });

  test("a type nobody speaks of is invisible, and so is everything without a row", async () => {
    await using store = await neighbourhood(make);
    for (const visible of [{}, { Goal: [] }, { Task: [{ row: "all", all: [] }] }] as const) {
      expect(await store.search(ask("Goal", { total: true }, visible))).toEqual({ matches: [], included: [], total: 0 });
    }
    expect(await idsOf(store, "Goal", {}, { Goal: [{ row: "all", all: [] }] })).toEqual(["own", "other", "nobody"]);
  });

  test("what a chain, an include or a revinclude would run to stays unseen where the caller may not see it", async () => {
    await using store = await openSample(make);
    const refers = (parameter: string, id: string) => ({ index: [{ kind: "reference", parameter, type: "Goal", id }] }) as const;
    await write(store, create("Goal", "open", {}, { domain: "gedeeld" }), create("Goal", "closed", {}, { domain: "sociaal" }));
    await write(store, create("Task", "a", refers("focus", "open")), create("Task", "b", refers("focus", "closed")), create("Task", "c", refers("focus", "open"), { domain: "sociaal" }));
    const shared = [{ row: "shared", all: [{ is: "not", condition: { is: "domain", domains: ["sociaal"] } }] }] as const;
    const all = [{ row: "all", all: [] }] as const;
    const chain = { kind: "chain", parameter: "focus", target: "Goal", on: { kind: "missing", parameter: "status", missing: true } } as const;
    const byId = { ...chain, on: { kind: "id", values: ["open", "closed"] } } as const;
    for (const clause of [chain, byId]) {
      expect(await idsOf(store, "Task", { where: [clause] }, { Task: all, Goal: shared })).toEqual(["a", "c"]);
      expect(await idsOf(store, "Task", { where: [clause] }, { Task: shared, Goal: all })).toEqual(["a", "b"]);
      expect(await idsOf(store, "Task", { where: [clause] }, { Task: all })).toEqual([]);
    }
    const include = [{ source: "Task", parameter: "focus" }] as const;
    const brought = async (type: "Task" | "Goal", visible: SearchRequest["visible"]): Promise<readonly string[]> =>
      (await store.search(ask(type, type === "Task" ? { include } : { revinclude: include }, visible))).included.map(({ id }) => id);
    expect(await brought("Task", { Task: all, Goal: all })).toEqual(["open", "closed"]);
    expect(await brought("Task", { Task: all, Goal: shared })).toEqual(["open"]);
    expect(await brought("Task", { Task: all })).toEqual([]);
    expect(await brought("Goal", { Task: all, Goal: all })).toEqual(["a", "b", "c"]);
    expect(await brought("Goal", { Task: shared, Goal: all })).toEqual(["a", "b"]);
    expect(await brought("Goal", { Goal: all })).toEqual([]);
  });

  test("neither a reverse chain nor a longer chain runs through what the caller may not see, at any step", async () => {
    await using store = await openSample(make);
    const refers = (parameter: string, type: string, id: string) => ({ index: [{ kind: "reference", parameter, type, id }] }) as const;
    await write(
      store,
      create("Patient", "p"),
      create("Patient", "q"),
      create("Encounter", "open", refers("subject", "Patient", "p"), { domain: "gedeeld" }),
      create("Encounter", "closed", refers("subject", "Patient", "q"), { domain: "sociaal" }),
      create("Task", "a", refers("encounter", "Encounter", "open"), { domain: "gedeeld" }),
      create("Task", "b", refers("encounter", "Encounter", "closed"), { domain: "gedeeld" }),
      create("Task", "c", refers("encounter", "Encounter", "open"), { domain: "sociaal" }),
    );
    const all = [{ row: "all", all: [] }] as const;
    const shared = [{ row: "shared", all: [{ is: "not", condition: { is: "domain", domains: ["sociaal"] } }] }] as const;
    const anything: Clause = { kind: "missing", parameter: "status", missing: true };
    const hasEncounter = (on: Clause): Clause => ({ kind: "has", source: "Encounter", parameter: "subject", on });
    const hasTask = (on: Clause): Clause => ({ kind: "has", source: "Task", parameter: "encounter", on });
    const isPatient = (id: string): Clause => ({ kind: "chain", parameter: "subject", target: "Patient", on: { kind: "id", values: [id] } });
    const viaEncounter = (on: Clause): Clause => ({ kind: "chain", parameter: "encounter", target: "Encounter", on });
    const patients = async (where: Clause, visible: SearchRequest["visible"]): Promise<readonly string[]> => idsOf(store, "Patient", { where: [where] }, visible);
    const tasks = async (where: Clause, visible: SearchRequest["visible"]): Promise<readonly string[]> => idsOf(store, "Task", { where: [where] }, visible);

    expect(await patients(hasEncounter(anything), { Patient: all, Encounter: all })).toEqual(["p", "q"]);
    expect(await patients(hasEncounter(anything), { Patient: all, Encounter: shared })).toEqual(["p"]);
    expect(await patients(hasEncounter(anything), { Patient: all })).toEqual([]);
    expect(await patients(hasEncounter(anything), { Encounter: all })).toEqual([]);
    expect(await patients(hasEncounter(hasTask(anything)), { Patient: all, Encounter: all, Task: all })).toEqual(["p", "q"]);
    expect(await patients(hasEncounter(hasTask(anything)), { Patient: all, Encounter: shared, Task: all })).toEqual(["p"]);
    expect(await patients(hasEncounter(hasTask({ kind: "id", values: ["c"] })), { Patient: all, Encounter: all, Task: shared })).toEqual([]);
    expect(await patients(hasEncounter(hasTask({ kind: "id", values: ["c"] })), { Patient: all, Encounter: all, Task: all })).toEqual(["p"]);
    for (const id of ["p", "q"]) {
      expect(await tasks(viaEncounter(isPatient(id)), { Task: all, Encounter: all, Patient: all })).toEqual(id === "p" ? ["a", "c"] : ["b"]);
      expect(await tasks(viaEncounter(isPatient(id)), { Task: all, Encounter: all })).toEqual([]);
    }
    expect(await tasks(viaEncounter(isPatient("q")), { Task: all, Encounter: shared, Patient: all })).toEqual([]);
    // the total is of the same matches
    const counted = await store.search(ask("Patient", { where: [hasEncounter(anything)], total: true, count: 0 }, { Patient: all, Encounter: shared }));
    expect(counted).toEqual({ matches: [], included: [], total: 1 });
  });

  test("an include that iterates neither brings what the caller may not see nor goes on from it", async () => {
    await using store = await openSample(make);
    const partOf = (id: string) => ({ index: [{ kind: "reference", parameter: "part-of", type: "Task", id }] }) as const;
    await write(store, create("Task", "a", partOf("b")), create("Task", "b", partOf("c"), { domain: "sociaal" }), create("Task", "c", partOf("d")), create("Task", "d"));
    const shared = [{ row: "shared", all: [{ is: "not", condition: { is: "domain", domains: ["sociaal"] } }] }] as const;
    const all = [{ row: "all", all: [] }] as const;
    const include = [{ source: "Task", parameter: "part-of", iterate: true }] as const;
    const from = async (id: string, more: object, visible: SearchRequest["visible"]): Promise<readonly string[]> =>
      (await store.search(ask("Task", { where: [{ kind: "id", values: [id] }], ...more }, visible))).included.map((found) => found.id);
    expect(await from("a", { include }, { Task: all })).toEqual(["b", "c", "d"]);
    expect(await from("a", { include }, { Task: shared })).toEqual([]);
    expect(await from("c", { include }, { Task: shared })).toEqual(["d"]);
    expect(await from("d", { revinclude: include }, { Task: all })).toEqual(["a", "b", "c"]);
    expect(await from("d", { revinclude: include }, { Task: shared })).toEqual(["c"]);
  });

  test("ties count from their first instant up to, not including, their last, on both ends of a way through the practice", async () => {
    await using store = await openSample(make);
    const [from, until] = [noon, new Date(noon.getTime() + 1_000)];
    const during = { from: from.toISOString(), until: until.toISOString() };
    await write(
      store,
      create("Goal", "direct", { ties: [{ kind: "member", holder: "x", patient: "p", ...during }] }, { patient: "p" }),
      create("Goal", "practice", { ties: [{ kind: "registered", holder: "Organization/a", patient: "q", ...during }] }, { patient: "q" }),
      create("Goal", "post", { ties: [{ kind: "registered", holder: "Organization/b", patient: "r" }] }, { patient: "r" }),
      create("OrganizationAffiliation", "one", { ties: [{ kind: "covers", holder: "x", about: "Organization/a" }] }),
      create("OrganizationAffiliation", "two", { ties: [{ kind: "covers", holder: "x", about: "Organization/b", ...during }] }),
    );
    const visible = { Goal: [{ row: "tie", all: [{ is: "tie", kind: "member", holders: ["x"] }] }, { row: "via", all: [{ is: "tie-via-practice", kind: "covers", holders: ["x"] }] }] } as const;
    const seenAt = async (at: number): Promise<number> => (await store.search(ask("Goal", {}, visible, new Date(at)))).matches.length;
    expect(await Promise.all([from.getTime() - 1, from.getTime(), until.getTime() - 1, until.getTime()].map(seenAt))).toEqual([0, 3, 3, 0]);
  });

  test("only a registration leads through a practice, no other tie of that organisation", async () => {
    await using store = await openSample(make);
    await write(
      store,
      create("Goal", "g", { ties: [{ kind: "member", holder: "Organization/a", patient: "p" }] }, { patient: "p" }),
      create("OrganizationAffiliation", "one", { ties: [{ kind: "covers", holder: "x", about: "Organization/a" }] }),
    );
    expect(await idsOf(store, "Goal", {}, { Goal: [{ row: "via", all: [{ is: "tie-via-practice", kind: "covers", holders: ["x"] }] }] })).toEqual([]);
  });

  test("gives the answers of the reference semantics, for matches, chains, includes and totals", async () => {
    const narrowed = fc.record({ Goal: visibility, Task: visibility }, { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(world, fc.array(fc.tuple(narrowed, anyType, fc.array(clause, { maxLength: 1 }), includes, includes), { minLength: 10, maxLength: 30 }), async (drawn, requests) => {
        await using store = await openSample(make);
        await fill(store, drawn);
        for (const [visible, type, where, include, revinclude] of requests) {
          for (const offset of [0, 1, -60_000]) {
            const at = new Date(noon.getTime() + offset);
            const { found, expected } = await answers(store, drawn, ask(type, { where, include, revinclude, total: true }, visible, at));
            expect(found).toEqual(expected);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test("gives the answers of the reference semantics where references are followed, step by step", async () => {
    const narrowed = fc.record({ Goal: visibility, Task: visibility }, { requiredKeys: [] });
    const seen = { answered: 0, hidden: 0 };
    await fc.assert(
      fc.asyncProperty(web, fc.array(fc.tuple(narrowed, anyType, fc.array(followed, { maxLength: 1 }), includes, includes), { minLength: 10, maxLength: 30 }), async (drawn, requests) => {
        await using store = await openSample(make);
        await fill(store, drawn);
        for (const [visible, type, where, include, revinclude] of requests) {
          const { found, expected } = await answers(store, drawn, ask(type, { where, include, revinclude, total: true }, visible));
          expect(found).toEqual(expected);
          const unnarrowed = await answers(store, drawn, ask(type, { where, include, revinclude, total: true }));
          expect(unnarrowed.found).toEqual(unnarrowed.expected);
          if (expected.matches.length + expected.included.length > 1) seen.answered++;
          if (expected.matches.length > 0 && unnarrowed.expected.included.length > expected.included.length) seen.hidden++;
        }
      }),
      { numRuns: 100 },
    );
    // else nothing was tried
    expect(seen.answered).toBeGreaterThan(50);
    expect(seen.hidden).toBeGreaterThan(50);
  });
}

interface Answer {
  readonly matches: readonly string[];
  readonly total: number | undefined;
  readonly included: readonly string[];
}

/** What the store answers and what the model does, in the same shape. */
export async function answers(store: Store, world: readonly Drawn[], request: SearchRequest): Promise<{ readonly found: Answer; readonly expected: Answer }> {
  const model = modelOf(world, request.visible, request.at);
  const matches = model.matches(request.query);
  const found = await store.search(request);
  const of = (results: readonly { type: string; id: string }[]): string[] => results.map(({ type, id }) => `${type}/${id}`).sort();
  return {
    found: { matches: of(found.matches), total: found.total, included: of(found.included) },
    expected: { matches: of(matches), total: matches.length, included: model.included(request.query, matches) },
  };
}

export async function fill(store: Store, world: readonly Drawn[]): Promise<void> {
  await write(store, ...world.map(({ type, id, traits, labels }) => create(type, id, traits, labels)));
}

async function neighbourhood(make: MakeStore): Promise<Store> {
  const store = await openSample(make);
  await write(
    store,
    create("CareTeam", "team", {
      ties: [
        { kind: "registered", holder: "Organization/practice", patient: "p" },
        { kind: "registered", holder: "Organization/practice", patient: "q", until: noon.toISOString() },
        { kind: "entry", holder: "published", patient: "q", about: "Goal/other" },
        { kind: "entry", holder: "published", patient: "p", about: "Goal/nobody" },
      ],
    }),
    create("Consent", "word", {
      ties: [
        { kind: "consent", holder: "Organization/pharmacy", patient: "p" },
        { kind: "objection", holder: "Organization/pharmacy", patient: "q" },
      ],
    }),
    create("OrganizationAffiliation", "region", { ties: [{ kind: "anw-post", holder: "Organization/post", about: "Organization/practice" }] }),
    create("Goal", "own", {}, { patient: "p", domain: "medisch", author: "Organization/practice" }),
    create("Goal", "other", {}, { patient: "q", domain: "verpleegkundig", author: "Organization/nursing" }),
    create("Goal", "nobody"),
  );
  return store;
}
