import { expect, test } from "vitest";
import { audited, create, idsOf, openSample, unitOf, update, write } from "./sample.ts";
import type { MakeStore } from "./sample.ts";

export function units(make: MakeStore): void {
  test("a stale If-Match changes nothing, not even its neighbours in the unit", async () => {
    await using store = await openSample(make);
    await write(store, create("Patient", "p", { note: "one" }));
    await write(store, update("Patient", "p", { note: "two" }, {}, "1"));
    const before = await store.stamp("p");
    const late = write(
      store,
      create("Basic", "neighbour", { index: [{ kind: "token", parameter: "code", code: "x" }], uniques: [{ key: "k", rule: "one-current" }] }),
      update("Patient", "p", { note: "late" }, {}, "1"),
    );
    await expect(late).rejects.toMatchObject({ category: "stale" });
    await expect(store.read("Basic", "neighbour")).rejects.toMatchObject({ category: "not-found" });
    expect(await idsOf(store, "Basic")).toEqual([]);
    expect((await store.history("Patient", "p")).length).toBe(2);
    expect(await store.stamp("p")).toBe(before);
    await write(store, create("Basic", "free", { uniques: [{ key: "k", rule: "one-current" }], index: [{ kind: "token", parameter: "code", code: "x" }] }));
    expect(await idsOf(store, "Basic", { where: [{ kind: "token", parameter: "code", values: [{ code: "x" }] }] })).toEqual(["free"]);
  });

  test("a failing unit puts every earlier change of it back as it was", async () => {
    await using store = await openSample(make);
    const traits = { index: [{ kind: "token", parameter: "status", code: "old" }], ties: [{ kind: "member", holder: "Organization/o", patient: "p" }] } as const;
    await write(store, create("Goal", "g", traits, { patient: "p" }));
    const failing = write(store, update("Goal", "g", { note: "changed" }, { patient: "q" }), { op: "delete", type: "Goal", id: "absent" });
    await expect(failing).rejects.toMatchObject({ category: "not-found" });
    expect(await store.read("Goal", "g")).toMatchObject({ versionId: "1", labels: { patient: "p" } });
    expect(await idsOf(store, "Goal", { where: [{ kind: "token", parameter: "status", values: [{ code: "old" }] }] })).toEqual(["g"]);
    expect((await store.tiesOf("p", "member")).length).toBe(1);
    expect((await store.record("q")).length).toBe(0);
  });

  test("search parameters that a failed unit was the first to use are not mixed up afterwards", async () => {
    await using store = await openSample(make);
    const by = (parameter: string) => ({ index: [{ kind: "token", parameter, code: "x" }] }) as const;
    await write(store, create("Goal", "holder", { uniques: [{ key: "k", rule: "one-current" }] }));
    const failing = write(store, create("Goal", "failed", { ...by("first"), uniques: [{ key: "k", rule: "one-current" }] }));
    await expect(failing).rejects.toMatchObject({ category: "conflict" });
    await write(store, create("Goal", "a", by("second")));
    await write(store, create("Goal", "b", by("first")));
    for (const [parameter, id] of [["first", "b"], ["second", "a"]] as const) {
      expect(await idsOf(store, "Goal", { where: [{ kind: "token", parameter, values: [{ code: "x" }] }] })).toEqual([id]);
    }
  });

  test("changes are refused in the words of the cause", async () => {
    await using store = await openSample(make);
    await write(store, create("Goal", "here"), create("Goal", "deleted"));
    await write(store, { op: "delete", type: "Goal", id: "deleted" });
    await expect(write(store, create("Goal", "here"))).rejects.toMatchObject({ category: "conflict", rule: undefined });
    await expect(write(store, update("Goal", "absent"))).rejects.toMatchObject({ category: "not-found" });
    await expect(write(store, update("Goal", "deleted"))).rejects.toMatchObject({ category: "gone" });
    await expect(write(store, { op: "delete", type: "Goal", id: "absent" })).rejects.toMatchObject({ category: "not-found" });
    await expect(write(store, { op: "delete", type: "Goal", id: "deleted" })).rejects.toMatchObject({ category: "gone" });
    await expect(write(store, { op: "delete", type: "Goal", id: "here", ifMatch: "2" })).rejects.toMatchObject({ category: "stale" });
  });

  test("a resource may change more than once in a unit", async () => {
    await using store = await openSample(make);
    const stored = await write(store, create("Goal", "g", { note: "a" }), update("Goal", "g", { note: "b" }, {}, "1"), { op: "delete", type: "Goal", id: "g", ifMatch: "2" });
    expect(stored.map(({ versionId, deleted }) => [versionId, deleted])).toEqual([["1", false], ["2", false], ["3", true]]);
    expect((await store.history("Goal", "g")).length).toBe(3);
  });

  test("a unit stands on the versions it was decided on", async () => {
    await using store = await openSample(make);
    await write(store, create("CareTeam", "team"), create("CareTeam", "ended"));
    await write(store, { op: "delete", type: "CareTeam", id: "ended" });
    const on = (id: string, versionId: string | null) => store.transact(unitOf([create("Task", `${id}-${versionId}`)], { expect: [{ type: "CareTeam", id, versionId }] }));
    await expect(on("team", "2")).rejects.toMatchObject({ category: "stale" });
    await expect(on("team", null)).rejects.toMatchObject({ category: "stale" });
    await expect(on("absent", "1")).rejects.toMatchObject({ category: "stale" });
    await expect(on("ended", "1")).rejects.toMatchObject({ category: "stale" });
    await on("team", "1");
    await on("absent", null);
    await on("ended", null);
    expect(await idsOf(store, "Task")).toEqual(["team-1", "absent-null", "ended-null"]);
  });

  test("a unit stands on what its searches found: what was written in between by another refuses it, also in the same turn", async () => {
    await using store = await openSample(make);
    const coded = { index: [{ kind: "token", parameter: "code", code: "x" }] } as const;
    const request = { query: { type: "Goal" as const, where: [{ kind: "token" as const, parameter: "code", values: [{ code: "x" }] }] }, visible: "server" as const };
    const on = (ids: readonly string[], ...changes: Parameters<typeof unitOf>[0]) => store.transact(unitOf(changes, { found: [{ request, ids, single: true }] }));
    const racing = await Promise.allSettled(["a", "b", "c"].map((id) => on([], create("Goal", id, coded))));
    expect(racing.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
    expect(racing[1]).toMatchObject({ reason: { category: "stale" } });
    expect(await idsOf(store, "Goal")).toEqual(["a"]);
    await on(["a"], create("Task", "t"));
    await expect(on(["b"], create("Task", "u"))).rejects.toMatchObject({ category: "stale" });
    await expect(on([], create("Task", "u"))).rejects.toMatchObject({ category: "stale" });
    await on(["a"], { op: "delete", type: "Goal", id: "a" });
    await on([], create("Task", "v"));
    await expect(on([], create("Goal", "d", coded), create("Goal", "e", coded))).rejects.toMatchObject({ category: "stale" });
    expect(await idsOf(store, "Goal")).toEqual([]);
    expect(await idsOf(store, "Task")).toEqual(["t", "v"]);
  });

  test("what a unit's searches may not see counts as absent", async () => {
    await using store = await openSample(make);
    await write(store, create("Goal", "hidden", { index: [{ kind: "token", parameter: "code", code: "x" }] }, { author: "Organization/other" }));
    const query = { type: "Goal" as const, where: [{ kind: "token" as const, parameter: "code", values: [{ code: "x" }] }] };
    const as = (author: string) => ({ Goal: [{ row: "own", all: [{ is: "author" as const, authors: [author] }] }] });
    await store.transact(unitOf([create("Task", "t")], { found: [{ request: { query, visible: as("Organization/own") }, ids: [] }] }));
    await expect(store.transact(unitOf([create("Task", "u")], { found: [{ request: { query, visible: as("Organization/other") }, ids: [] }] }))).rejects.toMatchObject({ category: "stale" });
    expect(await idsOf(store, "Task")).toEqual(["t"]);
  });

  test("of two units that race for a unique key one wins, the other hears the rule, whoever comes first", async () => {
    await using store = await openSample(make);
    const registration = { uniques: [{ key: "registration:p", rule: "one-practice" }] } as const;
    const outcomes = await Promise.allSettled([write(store, create("CareTeam", "a", registration)), write(store, create("CareTeam", "b", registration))]);
    expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBe(1);
    expect(outcomes.find((outcome) => outcome.status === "rejected")?.reason).toMatchObject({ category: "conflict", rule: "one-practice" });
    expect((await idsOf(store, "CareTeam")).length).toBe(1);
  });

  test("a refusal does not repeat the key, which may hold a BSN", async () => {
    await using store = await openSample(make);
    const patient = { uniques: [{ key: "bsn:999900006", rule: "one-patient" }] } as const;
    await write(store, create("Patient", "a", patient));
    const error: unknown = await write(store, create("Patient", "b", patient)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ category: "conflict" });
    expect(JSON.stringify([String(error), error])).not.toContain("999900006");
  });

  test("a key is free again when its holder gives it up or is deleted, and its holder may keep it", async () => {
    await using store = await openSample(make);
    const held = { uniques: [{ key: "publication:p", rule: "one-current" }] } as const;
    await write(store, create("ServiceRequest", "first", held));
    await write(store, update("ServiceRequest", "first", held));
    await expect(write(store, create("ServiceRequest", "second", held))).rejects.toMatchObject({ rule: "one-current" });
    await write(store, update("ServiceRequest", "first"));
    await write(store, create("ServiceRequest", "second", held));
    await write(store, { op: "delete", type: "ServiceRequest", id: "second" });
    expect(await store.holderOf("publication:p")).toBeUndefined();
    await write(store, create("ServiceRequest", "third", held));
    expect(await store.holderOf("publication:p")).toMatchObject({ type: "ServiceRequest", id: "third", versionId: "1" });
    expect(await store.holderOf("publication:q")).toBeUndefined();
  });

  test("a key passes from one resource to another within a unit, in whichever order they stand", async () => {
    await using store = await openSample(make);
    const held = { uniques: [{ key: "publication:p", rule: "one-current" }] } as const;
    await write(store, create("ServiceRequest", "first", held));
    await write(store, create("ServiceRequest", "second", held), update("ServiceRequest", "first"));
    await write(store, update("ServiceRequest", "second"), create("ServiceRequest", "third", held));
    await expect(write(store, create("ServiceRequest", "a", held), update("ServiceRequest", "third"), create("ServiceRequest", "b", held))).rejects.toMatchObject({ rule: "one-current" });
  });

  test("units of the same moment fail alone: the others are written, each with its own audit events", async () => {
    await using store = await openSample(make);
    await write(store, create("Goal", "shared"));
    const turns = Array.from({ length: 20 }, (_, n) =>
      n % 4 === 3 ? write(store, create("Goal", `g${n}`), update("Goal", "shared", {}, {}, "9")) : write(store, create("Goal", `g${n}`)),
    );
    const outcomes = await Promise.allSettled(turns);
    const written = outcomes.flatMap(({ status }, n) => (status === "fulfilled" ? [`g${n}`] : []));
    expect(written.length).toBe(15);
    expect(await idsOf(store, "Goal")).toEqual(["shared", ...written]);
    expect(await audited(store)).toEqual(["Goal/shared/_history/1", ...written.map((id) => `Goal/${id}/_history/1`)]);
  });

  test("rows that follow from another resource are made from its state at the end of the unit", async () => {
    await using store = await openSample(make, {
      entries: (resource, read) => {
        const carried = resource.resourceType === "ServiceRequest" ? read("Bundle/document")?.language : undefined;
        return carried === undefined ? [] : [{ kind: "entry", holder: "published", patient: "p", about: carried, source: "ServiceRequest/r" }];
      },
    });
    await write(store, create("ServiceRequest", "r", {}, { patient: "p" }), { op: "create", resource: { resourceType: "Bundle", id: "document", type: "document", language: "Consent/c" }, labels: {} });
    expect(await store.tiesOf("p", "entry")).toEqual([{ kind: "entry", holder: "published", patient: "p", about: "Consent/c", source: "ServiceRequest/r" }]);
  });

  test("an option that throws fails its unit alone, as a fault that keeps its cause inside", async () => {
    await using store = await openSample(make, {
      index: (resource) => {
        if (resource.id === "bad") throw new TypeError("secret detail");
        return [];
      },
    });
    const [bad, good] = await Promise.allSettled([write(store, create("Goal", "bad")), write(store, create("Goal", "good"))]);
    expect(bad).toMatchObject({ status: "rejected", reason: { category: "fault" } });
    expect(String((bad as PromiseRejectedResult).reason)).not.toContain("secret");
    expect(good.status).toBe("fulfilled");
    expect(await idsOf(store, "Goal")).toEqual(["good"]);
  });
}
