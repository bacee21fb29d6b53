import { expect, test } from "vitest";
import { parseJson } from "@wijkverband/fhir";
import type { Resource } from "hl7-fhir-r4-types";
import type { Labels } from "@wijkverband/policy";
import { create, noon, openSample, sample, unitOf, update, write } from "./sample.ts";
import type { MakeStore } from "./sample.ts";

export function versions(make: MakeStore): void {
  test("versions count up from 1 without gaps, and the stored text says which it is and when it was written", async () => {
    await using store = await openSample(make);
    const [first] = await write(store, create("Goal", "g", { note: "one" }));
    const later = new Date(noon.getTime() + 1_500);
    const [second] = await store.transact(unitOf([update("Goal", "g", { note: "two" })], { at: later }));
    expect([first?.versionId, second?.versionId]).toEqual(["1", "2"]);
    const read = await store.read("Goal", "g");
    expect(read).toMatchObject({ type: "Goal", id: "g", versionId: "2", lastUpdated: "2026-11-22T12:00:01.500Z", deleted: false });
    expect(read.json).toBe(second?.json);
    expect(read.resource().meta).toEqual({ versionId: "2", lastUpdated: "2026-11-22T12:00:01.500Z" });
  });

  test("other meta than version and time stays as it was written", async () => {
    await using store = await openSample(make);
    const meta = { versionId: "99", lastUpdated: "1999-01-01T00:00:00Z", profile: ["https://wijkverband.example/fhir/StructureDefinition/policy-goal"] };
    await write(store, { op: "create", resource: { ...sample("Goal", "g"), meta }, labels: {} });
    expect((await store.read("Goal", "g")).resource().meta).toEqual({ ...meta, versionId: "1", lastUpdated: noon.toISOString() });
  });

  test("history gives every version, newest first, and each can be read by its number", async () => {
    await using store = await openSample(make);
    await write(store, create("Goal", "g", { note: "one" }, { patient: "p", domain: "medisch" }));
    await write(store, update("Goal", "g", { note: "two" }, { patient: "p", domain: "gedeeld", author: "Organization/o" }));
    await write(store, { op: "delete", type: "Goal", id: "g" });
    const history = await store.history("Goal", "g");
    expect(history.map(({ versionId, deleted, labels, json }) => [versionId, deleted, labels, json === ""])).toEqual([
      ["3", true, { patient: "p", domain: "gedeeld", author: "Organization/o" }, true],
      ["2", false, { patient: "p", domain: "gedeeld", author: "Organization/o" }, false],
      ["1", false, { patient: "p", domain: "medisch" }, false],
    ]);
    for (const version of history) expect(await store.readVersion("Goal", "g", version.versionId)).toMatchObject({ versionId: version.versionId, json: version.json });
    for (const never of ["0", "4", "01", "1.0", "x", ""]) await expect(store.readVersion("Goal", "g", never)).rejects.toMatchObject({ category: "not-found" });
    await expect(store.readVersion("Goal", "other", "1")).rejects.toMatchObject({ category: "not-found" });
    expect(await store.history("Goal", "other")).toEqual([]);
  });

  test("each version keeps the labels it was written with, every one of them, however it is read", async () => {
    await using store = await openSample(make);
    const first: Labels = { patient: "p", domain: "medisch", author: "Organization/o", kind: "home-access", withheld: true };
    const second: Labels = { patient: "p", domain: "gedeeld", author: "Organization/q", kind: "plan" };
    await write(store, create("Flag", "f", {}, first));
    await write(store, update("Flag", "f", {}, second));
    await write(store, { op: "delete", type: "Flag", id: "f" });
    const expected = [second, second, first];
    expect((await store.history("Flag", "f")).map(({ labels }) => labels)).toEqual(expected);
    expect((await store.changes({ count: 9, visible: "server", at: noon })).entries.map(({ labels }) => labels)).toEqual(expected);
    expect(await Promise.all(["3", "2", "1"].map(async (version) => (await store.readVersion("Flag", "f", version)).labels))).toEqual(expected);
  });

  test("what was deleted is gone, what never was is not found, and neither is in any list", async () => {
    await using store = await openSample(make);
    await write(store, create("Goal", "g", {}, { patient: "p" }), create("Goal", "h", {}, { patient: "p" }));
    await write(store, { op: "delete", type: "Goal", id: "g" });
    await expect(store.read("Goal", "g")).rejects.toMatchObject({ category: "gone" });
    await expect(store.read("Goal", "x")).rejects.toMatchObject({ category: "not-found" });
    await expect(store.read("Task", "h")).rejects.toMatchObject({ category: "not-found" });
    expect([...(await store.readMany(["Goal/g", "Goal/h", "Goal/x", "nonsense", "Goal/"])).keys()]).toEqual(["Goal/h"]);
    expect((await store.record("p")).map(({ id }) => id)).toEqual(["h"]);
  });

  test("a resource created again under the id of a deleted one goes on with its versions", async () => {
    await using store = await openSample(make);
    await write(store, create("Goal", "g"));
    await write(store, { op: "delete", type: "Goal", id: "g", ifMatch: "1" });
    const [again] = await write(store, create("Goal", "g"));
    expect(again?.versionId).toBe("3");
    expect((await store.read("Goal", "g")).deleted).toBe(false);
    expect((await store.history("Goal", "g")).map(({ deleted }) => deleted)).toEqual([false, true, false]);
  });

  test("decimals keep the digits they were written with, also through a read and a rewrite", async () => {
    await using store = await openSample(make);
    const written = parseJson('{"resourceType":"Observation","id":"o","valueQuantity":{"value":1.50},"component":[{"valueQuantity":{"value":7.0}}]}') as Resource & { id: string };
    await write(store, { op: "create", resource: written, labels: {} });
    const read = (await store.read("Observation", "o")).resource() as Resource & { id: string };
    await write(store, { op: "update", resource: read, labels: {} });
    const { json } = await store.read("Observation", "o");
    expect(json).toContain('"value":1.50');
    expect(json).toContain('"value":7.0}');
  });

  test("what one caller does to a resource he read reaches nobody else", async () => {
    await using store = await openSample(make);
    const resource = { ...sample("Goal", "g"), language: "nl" } as Resource & { id: string };
    const [stored] = await write(store, { op: "create", resource, labels: {} });
    resource.language = "en";
    stored!.resource().language = "fr";
    const mine = await store.read("Goal", "g");
    expect(mine.resource()).toBe(mine.resource());
    mine.resource().language = "de";
    expect((await store.read("Goal", "g")).resource().language).toBe("nl");
  });

  test("a record is every current resource of the patient, the Patient first", async () => {
    await using store = await openSample(make);
    await write(store, create("Goal", "g", {}, { patient: "p" }), create("Patient", "p", {}, { patient: "p" }), create("Goal", "other", {}, { patient: "q" }));
    await write(store, create("Task", "t", {}, { patient: "p" }), create("Organization", "o"));
    await write(store, update("Task", "t", {}, { patient: "q" }));
    expect((await store.record("p")).map(({ type, id }) => `${type}/${id}`)).toEqual(["Patient/p", "Goal/g"]);
    expect((await store.record("q")).map(({ type, id }) => `${type}/${id}`)).toEqual(["Goal/other", "Task/t"]);
    expect(await store.record("nobody")).toEqual([]);
  });
}
