import type { AuditEvent } from "hl7-fhir-r4-types";
import { expect, test } from "vitest";
import { verifyAudit } from "../audit/verify-store.ts";
import type { ErasedCounts, Store } from "../store.ts";
import { ask, audited, auditKey, create, event, idsOf, noon, openSample, update, write } from "./sample.ts";
import type { MakeStore } from "./sample.ts";

const about = (erased: ErasedCounts): readonly AuditEvent[] => [event(`erased ${Object.entries(erased).map(([type, count]) => `${count} ${type}`).toSorted().join(", ")}`)];
const mine = { patient: "p" } as const;
const other = { patient: "q" } as const;
const code = { index: [{ kind: "token", parameter: "code", code: "x" }] } as const;

/** A record of two patients: a Patient, two goals of which one has two versions, a deleted flag with a tie, a team with a key; of the other a goal. */
async function fill(store: Store): Promise<void> {
  await write(store, create("Patient", "p", { uniques: [{ key: "bsn:1", rule: "stranger" }] }, mine), create("Patient", "q", {}, other), create("Organization", "o"));
  await write(store, create("Goal", "g1", code, mine), create("Goal", "g2", code, mine), create("Goal", "g3", code, other));
  await write(store, create("Flag", "f", { ties: [{ kind: "self", holder: "h", patient: "p" }] }, mine));
  await write(store, create("CareTeam", "t", { ties: [{ kind: "registered", holder: "Organization/o", patient: "p" }, { kind: "covers", holder: "Organization/o" }] }, mine));
  await write(store, update("Goal", "g1", code, mine), { op: "delete", type: "Flag", id: "f" });
}

export function erasing(make: MakeStore): void {
  test("an erased record is gone in every version, index, tie, key and history, and others keep theirs", async () => {
    await using store = await openSample(make);
    await fill(store);
    expect(await store.erase({ patient: "p", audit: about })).toEqual({ CareTeam: 1, Flag: 1, Goal: 2, Patient: 1 });
    for (const [type, id] of [["Patient", "p"], ["Goal", "g1"], ["Flag", "f"], ["CareTeam", "t"]] as const) {
      await expect(store.read(type, id)).rejects.toMatchObject({ category: "not-found" });
      expect(await store.history(type, id)).toEqual([]);
    }
    await expect(store.readVersion("Goal", "g1", "1")).rejects.toMatchObject({ category: "not-found" });
    expect(await store.record("p")).toEqual([]);
    expect((await store.changes({ count: 50, visible: "server", at: noon })).entries.map(({ type, id }) => `${type}/${id}`).toSorted()).toEqual(["Goal/g3", "Organization/o", "Patient/q"]);
    expect(await idsOf(store, "Goal", { where: [{ kind: "token", parameter: "code", values: [{ code: "x" }] }] })).toEqual(["g3"]);
    expect((await store.search(ask("Goal", { total: true }))).total).toBe(1);
    expect(await store.holderOf("bsn:1")).toBeUndefined();
    expect(await store.ties("p", ["h", "Organization/o"], noon)).toEqual([]);
    expect(await store.tiesOf("p", "registered")).toEqual([]);
  });

  test("the audit trail stays, says what went by type, and still verifies", async () => {
    await using store = await openSample(make);
    await fill(store);
    const before = await audited(store);
    await store.erase({ patient: "p", audit: about });
    expect(await audited(store)).toEqual([...before, "erased 1 CareTeam, 1 Flag, 1 Patient, 2 Goal"]);
    expect(await verifyAudit(store, auditKey)).toEqual([]);
  });

  test("the same ids and keys are free again, from version 1", async () => {
    await using store = await openSample(make);
    await fill(store);
    await store.erase({ patient: "p", audit: about });
    await write(store, create("Patient", "p2", { uniques: [{ key: "bsn:1", rule: "stranger" }] }, { patient: "p2" }), create("Goal", "g1", code, other));
    expect((await store.holderOf("bsn:1"))?.id).toBe("p2");
    expect((await store.read("Goal", "g1")).versionId).toBe("1");
    expect(await idsOf(store, "Goal", { where: [{ kind: "token", parameter: "code", values: [{ code: "x" }] }] })).toEqual(["g3", "g1"]);
  });

  test("a stamp of an erased record is not the stamp that it had", async () => {
    await using store = await openSample(make);
    await fill(store);
    const [had, others] = [await store.stamp("p"), await store.stamp("q")];
    await store.erase({ patient: "p", audit: about });
    expect(await store.stamp("p")).not.toBe(had);
    expect(await store.stamp("q")).toBe(others);
  });

  test("nothing is erased when nothing carries the label, when what was expected changed, or when the record changed too late", async () => {
    await using store = await openSample(make);
    await fill(store);
    const before = await audited(store);
    await expect(store.erase({ patient: "nobody", audit: about })).rejects.toMatchObject({ category: "not-found" });
    await expect(store.erase({ patient: "p", expect: [{ type: "Goal", id: "g1", versionId: "1" }], audit: about })).rejects.toMatchObject({ category: "stale" });
    await expect(store.erase({ patient: "p", lastChangeBefore: noon, audit: about })).rejects.toMatchObject({ category: "stale" });
    expect(await audited(store)).toEqual(before);
    await store.erase({ patient: "p", expect: [{ type: "Goal", id: "g1", versionId: "2" }], lastChangeBefore: new Date(noon.getTime() + 1), audit: about });
    await expect(store.erase({ patient: "p", audit: about })).rejects.toMatchObject({ category: "not-found" });
  });

  test("what can't be audited is not erased: all is as it was, in its order", async () => {
    await using store = await openSample(make);
    await fill(store);
    const goals = await idsOf(store, "Goal");
    const failing = (): never => {
      throw new RangeError("no event");
    };
    await expect(store.erase({ patient: "p", audit: failing })).rejects.toMatchObject({ category: "fault" });
    expect(await idsOf(store, "Goal")).toEqual(goals);
    expect((await store.history("Goal", "g1")).map(({ versionId }) => versionId)).toEqual(["2", "1"]);
    expect((await store.holderOf("bsn:1"))?.id).toBe("p");
    expect(await store.tiesOf("p", "registered")).toHaveLength(1);
    expect((await store.record("p")).map(({ id }) => id)).toEqual(["p", "g1", "g2", "t"]);
    await store.erase({ patient: "p", audit: about });
    expect(await idsOf(store, "Goal")).toEqual(["g3"]);
  });
}
