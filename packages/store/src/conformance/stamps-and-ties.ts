import { expect, test } from "vitest";
import type { Change, Store } from "../store.ts";
import { create, event, noon, openSample, update, write } from "./sample.ts";
import type { MakeStore } from "./sample.ts";

export function stampsAndTies(make: MakeStore): void {
  test.each<[string, Change, readonly string[]]>([
    ["a create", create("Goal", "new", {}, { patient: "p" }), ["p"]],
    ["an update", update("Goal", "g", {}, { patient: "p" }), ["p"]],
    ["a delete", { op: "delete", type: "Goal", id: "g" }, ["p"]],
    ["a move to another patient", update("Goal", "g", {}, { patient: "q" }), ["p", "q"]],
    ["a tie about another patient", create("Goal", "new", { ties: [{ kind: "member", holder: "x", patient: "q" }] }, { patient: "p" }), ["p", "q"]],
    ["the end of a tie about another patient", update("Goal", "tied", {}, { patient: "p" }), ["p", "r"]],
    ["a change of the directory", update("Organization", "o"), ["p", "q", "r"]],
  ])("%s lets just the stamps grow of whom it concerns", async (_, change, patients) => {
    await using store = await openSample(make);
    const tied = create("Goal", "tied", { ties: [{ kind: "member", holder: "x", patient: "r" }] }, { patient: "p" });
    await write(store, create("Goal", "g", {}, { patient: "p" }), create("Organization", "o"), tied);
    const before = await stamps(store);
    await write(store, change);
    const after = await stamps(store);
    const grown = ["p", "q", "r"].filter((patient) => after[patient] !== before[patient]);
    expect(grown).toEqual(patients);
    for (const patient of grown) expect(Number(after[patient])).toBeGreaterThan(Number(before[patient]));
  });

  test("reads, audit events and failed units leave the stamps as they are", async () => {
    await using store = await openSample(make);
    await write(store, create("Goal", "g", {}, { patient: "p" }));
    const before = await stamps(store);
    await store.read("Goal", "g");
    await store.append([event("read")]);
    await expect(write(store, update("Goal", "g", {}, { patient: "p" }), update("Goal", "absent"))).rejects.toMatchObject({ category: "not-found" });
    expect(await stamps(store)).toEqual(before);
  });

  test("ties are found by patient and holder while they are in force, with those that have no patient", async () => {
    await using store = await openSample(make);
    const instant = (minutes: number): string => new Date(noon.getTime() + minutes * 60_000).toISOString();
    await write(
      store,
      create("CareTeam", "team", {
        ties: [
          { kind: "registered", holder: "Organization/practice", patient: "p" },
          { kind: "waarneming", holder: "PractitionerRole/locum", patient: "p", from: instant(0), until: instant(10) },
          { kind: "member", holder: "Organization/other", patient: "p" },
          { kind: "registered", holder: "Organization/practice", patient: "q" },
        ],
      }),
      create("OrganizationAffiliation", "cover", { ties: [{ kind: "anw-post", holder: "Organization/practice", about: "Organization/x" }] }),
    );
    const holders = ["Organization/practice", "PractitionerRole/locum"];
    const kindsAt = async (minutes: number): Promise<string[]> =>
      (await store.ties("p", holders, new Date(noon.getTime() + minutes * 60_000))).map(({ kind }) => kind).sort();
    expect(await kindsAt(-1 / 60_000)).toEqual(["anw-post", "registered"]);
    expect(await kindsAt(0)).toEqual(["anw-post", "registered", "waarneming"]);
    expect(await kindsAt(10 - 1 / 60_000)).toEqual(["anw-post", "registered", "waarneming"]);
    expect(await kindsAt(10)).toEqual(["anw-post", "registered"]);
    expect(await store.ties(undefined, holders, noon)).toEqual([
      { kind: "anw-post", holder: "Organization/practice", about: "Organization/x", source: "OrganizationAffiliation/cover" },
    ]);
    expect(await store.ties("p", [], noon)).toEqual([]);
    expect(await store.tiesOf("p", "waarneming")).toEqual([
      { kind: "waarneming", holder: "PractitionerRole/locum", patient: "p", from: instant(0), until: instant(10), source: "CareTeam/team" },
    ]);
  });

  test("the ties of a resource follow its versions and end with it", async () => {
    await using store = await openSample(make);
    const tie = (holder: string) => ({ ties: [{ kind: "member", holder, patient: "p" }] }) as const;
    await write(store, create("CareTeam", "a", tie("Organization/one")), create("CareTeam", "b", tie("Organization/one")));
    await write(store, update("CareTeam", "a", tie("Organization/two")));
    const holders = async (): Promise<string[]> => (await store.tiesOf("p", "member")).map(({ holder, source }) => `${source} ${holder}`).sort();
    expect(await holders()).toEqual(["CareTeam/a Organization/two", "CareTeam/b Organization/one"]);
    await write(store, { op: "delete", type: "CareTeam", id: "b" });
    expect(await holders()).toEqual(["CareTeam/a Organization/two"]);
  });

  test("a tie whose bound can't be read is refused, because an objection must not lapse by a typing error", async () => {
    await using store = await openSample(make);
    const written = write(store, create("Consent", "c", { ties: [{ kind: "objection", holder: "*", patient: "p", from: "yesterday" }] }));
    await expect(written).rejects.toMatchObject({ category: "fault" });
  });
}

async function stamps(store: Store): Promise<Record<string, string>> {
  return { p: await store.stamp("p"), q: await store.stamp("q"), r: await store.stamp("r") };
}
