import { expect, test } from "vitest";
import type { Clause, IndexRow } from "@wijkverband/fhir";
import type { SearchRequest, Store } from "../store.ts";
import { ask, create, idsWhere, openSample, update, write } from "./sample.ts";
import type { MakeStore } from "./sample.ts";

const snomed = "http://snomed.info/sct";

const token = (parameter: string, value: { readonly system?: string; readonly code: string }): Clause => ({ kind: "token", parameter, values: [value] });

export function following(make: MakeStore): void {
  const to = (parameter: string, type: string, id: string): IndexRow => ({ kind: "reference", parameter, type, id });

  async function joined(): Promise<Store> {
    const store = await openSample(make);
    await write(
      store,
      create("Patient", "p", { index: [{ kind: "string", parameter: "name", value: "Anna" }, to("organization", "Organization", "o")] }),
      create("Organization", "o", { index: [{ kind: "token", parameter: "type", code: "Z3" }] }),
      create("Procedure", "acp", { index: [{ kind: "token", parameter: "code", system: snomed, code: "713603004" }] }),
      create("Encounter", "e", { index: [to("reason-reference", "Procedure", "acp"), to("subject", "Patient", "p")] }),
      create("Encounter", "f", { index: [to("reason-reference", "Condition", "acp"), to("subject", "Patient", "absent")] }),
      create("Consent", "c", { index: [to("patient", "Patient", "p"), to("source-reference", "Encounter", "e"), to("source-reference", "Encounter", "e")] }),
    );
    return store;
  }

  const chain = (parameter: string, target: "Procedure" | "Patient" | "Organization" | "Encounter", on: Clause): Clause => ({ kind: "chain", parameter, target, on });

  test("a chain finds what refers to a match, through several steps, of the asked type only", async () => {
    await using store = await joined();
    const acp = token("code", { system: snomed, code: "713603004" });
    expect(await idsWhere(store, "Encounter", chain("reason-reference", "Procedure", acp))).toEqual(["e"]);
    expect(await idsWhere(store, "Encounter", chain("reason-reference", "Procedure", token("code", { code: "other" })))).toEqual([]);
    expect(await idsWhere(store, "Encounter", chain("subject", "Patient", chain("organization", "Organization", token("type", { code: "Z3" }))))).toEqual(["e"]);
    expect(await idsWhere(store, "Encounter", chain("subject", "Patient", { kind: "token", parameter: "code", values: [{ code: "x" }], not: true }))).toEqual(["e"]);
    expect(await idsWhere(store, "Consent", chain("source-reference", "Encounter", chain("reason-reference", "Procedure", acp)))).toEqual(["c"]);
    expect(await idsWhere(store, "Encounter", chain("subject", "Patient", { kind: "id", values: ["p"] }))).toEqual(["e"]);
  });

  const has = (source: "Procedure" | "Patient" | "Consent" | "Encounter", parameter: string, on: Clause): Clause => ({ kind: "has", source, parameter, on });

  test("a reverse chain finds what a match refers to, through several steps, in both directions", async () => {
    await using store = await joined();
    const acp = token("code", { system: snomed, code: "713603004" });
    const aboutAcp = chain("reason-reference", "Procedure", acp);
    const absent = token("code", { code: "other" });
    expect(await idsWhere(store, "Patient", has("Encounter", "subject", aboutAcp))).toEqual(["p"]);
    expect(await idsWhere(store, "Patient", has("Encounter", "subject", chain("reason-reference", "Procedure", absent)))).toEqual([]);
    expect(await idsWhere(store, "Procedure", has("Encounter", "reason-reference", { kind: "id", values: ["e"] }))).toEqual(["acp"]);
    expect(await idsWhere(store, "Procedure", has("Encounter", "reason-reference", { kind: "id", values: ["f"] }))).toEqual([]);
    expect(await idsWhere(store, "Procedure", has("Encounter", "reason-reference", has("Consent", "source-reference", { kind: "id", values: ["c"] })))).toEqual(["acp"]);
    expect(await idsWhere(store, "Encounter", chain("subject", "Patient", has("Consent", "patient", { kind: "id", values: ["c"] })))).toEqual(["e"]);
    expect(await idsWhere(store, "Encounter", chain("subject", "Patient", has("Consent", "patient", { kind: "id", values: ["d"] })))).toEqual([]);
    expect(await idsWhere(store, "Organization", has("Patient", "organization", has("Encounter", "subject", aboutAcp)))).toEqual(["o"]);
    expect(await idsWhere(store, "Patient", has("Encounter", "no-such-parameter", acp))).toEqual([]);
  });

  test("a reverse chain does not come from what was deleted, nor from what no longer refers", async () => {
    await using store = await joined();
    const fromEncounter = has("Encounter", "subject", { kind: "missing", parameter: "status", missing: true });
    expect(await idsWhere(store, "Patient", fromEncounter)).toEqual(["p"]);
    await write(store, update("Encounter", "e", { index: [to("subject", "Patient", "somebody-else")] }));
    expect(await idsWhere(store, "Patient", fromEncounter)).toEqual([]);
    await write(store, update("Encounter", "e", { index: [to("subject", "Patient", "p")] }));
    expect(await idsWhere(store, "Patient", fromEncounter)).toEqual(["p"]);
    await write(store, { op: "delete", type: "Encounter", id: "e" });
    expect(await idsWhere(store, "Patient", fromEncounter)).toEqual([]);
  });

  test("a chain does not run through what was deleted", async () => {
    await using store = await joined();
    await write(store, { op: "delete", type: "Procedure", id: "acp" });
    expect(await idsWhere(store, "Encounter", chain("reason-reference", "Procedure", { kind: "missing", parameter: "status", missing: true }))).toEqual([]);
  });

  const included = async (store: Store, type: "Encounter" | "Patient" | "Consent" | "Organization", more: object): Promise<string[]> =>
    (await store.search(ask(type, more))).included.map((found) => `${found.type}/${found.id}`).sort();

  test("an include brings what a match refers to, each once, if it is there", async () => {
    await using store = await joined();
    const subject = { source: "Encounter", parameter: "subject" };
    const reason = { source: "Encounter", parameter: "reason-reference" };
    expect(await included(store, "Encounter", { include: [subject, reason] })).toEqual(["Patient/p", "Procedure/acp"]);
    expect(await included(store, "Encounter", { include: [{ ...reason, target: "Condition" }] })).toEqual([]);
    expect(await included(store, "Encounter", { include: [{ ...reason, target: "Procedure" }] })).toEqual(["Procedure/acp"]);
    expect(await included(store, "Encounter", { include: [{ source: "Consent", parameter: "patient" }] })).toEqual([]);
    expect(await included(store, "Encounter", { include: [subject], where: [{ kind: "id", values: ["f"] }] })).toEqual([]);
    expect(await included(store, "Consent", { include: [{ source: "Consent", parameter: "source-reference" }] })).toEqual(["Encounter/e"]);
  });

  test("a revinclude brings what refers to a match", async () => {
    await using store = await joined();
    const subject = { source: "Encounter", parameter: "subject" };
    expect(await included(store, "Patient", { revinclude: [subject, { source: "Consent", parameter: "patient" }] })).toEqual(["Consent/c", "Encounter/e"]);
    expect(await included(store, "Patient", { revinclude: [{ ...subject, target: "Patient" }] })).toEqual(["Encounter/e"]);
    expect(await included(store, "Patient", { revinclude: [{ ...subject, target: "Organization" }] })).toEqual([]);
  });

  test("includes that iterate go on from what came along, forwards and backwards; others from matches alone", async () => {
    await using store = await joined();
    const source = { source: "Consent", parameter: "source-reference" } as const;
    const reason = { source: "Encounter", parameter: "reason-reference" } as const;
    const iterate = true;
    expect(await included(store, "Consent", { include: [source, reason] })).toEqual(["Encounter/e"]);
    expect(await included(store, "Consent", { include: [source, { ...reason, iterate }] })).toEqual(["Encounter/e", "Procedure/acp"]);
    expect(await included(store, "Consent", { include: [source, { ...reason, iterate, target: "Condition" }] })).toEqual(["Encounter/e"]);
    expect(await included(store, "Consent", { include: [{ ...reason, iterate }] })).toEqual([]);
    const subject = { source: "Encounter", parameter: "subject" } as const;
    const organization = { source: "Patient", parameter: "organization" } as const;
    expect(await included(store, "Organization", { revinclude: [organization, { ...subject, iterate }] })).toEqual(["Encounter/e", "Patient/p"]);
    expect(await included(store, "Organization", { revinclude: [organization, { ...subject, iterate, target: "Organization" }] })).toEqual(["Patient/p"]);
    expect(await included(store, "Organization", { revinclude: [organization, { ...subject, iterate }], include: [{ ...reason, iterate }] })).toEqual(["Encounter/e", "Patient/p", "Procedure/acp"]);
  });

  test("iterating ends after five rounds, and the result says so", async () => {
    await using store = await openSample(make);
    const line = Array.from({ length: 7 }, (_, at) => create("Task", `t${at}`, { index: [to("part-of", "Task", `t${at + 1}`)] }));
    await write(store, ...line);
    const asked = (id: string): SearchRequest => ask("Task", { where: [{ kind: "id", values: [id] }], include: [{ source: "Task", parameter: "part-of", iterate: true }] });
    const whole = await store.search(asked("t1"));
    expect(whole.included.map(({ id }) => id)).toEqual(["t2", "t3", "t4", "t5", "t6"]);
    expect(whole.cut).toBeUndefined();
    const part = await store.search(asked("t0"));
    expect(part.included.map(({ id }) => id)).toEqual(["t1", "t2", "t3", "t4", "t5"]);
    expect(part.cut).toBe(true);
  });

  test("a thousand resources come along at most, with iterate or without, and the result says so", async () => {
    await using store = await openSample(make);
    const children = Array.from({ length: 1_001 }, (_, at) => create("Task", `t${at}`, { index: [to("part-of", "Task", "parent")] }));
    await write(store, create("Task", "parent"), ...children);
    const revinclude = [{ source: "Task", parameter: "part-of" }] as const;
    const where: Clause[] = [{ kind: "id", values: ["parent"] }];
    for (const asked of [revinclude, [{ ...revinclude[0], iterate: true }] as const]) {
      const part = await store.search(ask("Task", { where, revinclude: asked }));
      expect(part.included.map(({ id }) => id)).toEqual(Array.from({ length: 1_000 }, (_, at) => `t${at}`));
      expect(part.cut).toBe(true);
    }
  });

  test("what is a match is not included again", async () => {
    await using store = await openSample(make);
    await write(store, create("Task", "a", { index: [to("part-of", "Task", "b")] }), create("Task", "b"));
    const result = await store.search(ask("Task", { include: [{ source: "Task", parameter: "part-of" }], revinclude: [{ source: "Task", parameter: "part-of" }] }));
    expect(result.matches.length).toBe(2);
    expect(result.included).toEqual([]);
  });
}
