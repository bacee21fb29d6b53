import type { Basic, Bundle, Consent, Resource } from "hl7-fhir-r4-types";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Difference, RecordItem } from "@wijkverband/care";
import { differencesSince, sections, statusOf } from "@wijkverband/care";
import { willemsDossier } from "../people/willem.ts";
import { behandelgrens, fase } from "../people/willem-wishes.ts";
import { at, draftOf } from "./draft.ts";

const document: Bundle = draftOf().draft;
const later = new Date("2026-11-23T03:00:00+01:00");

function asItem(resource: Resource): RecordItem {
  return { reference: `${resource.resourceType}/${resource.id}`, versionId: resource.meta?.versionId ?? "1", lastUpdated: resource.meta?.lastUpdated ?? "", author: "Eva Fictief, huisarts", resource };
}

function record(): RecordItem[] {
  return willemsDossier().map(asItem);
}

/** The record after somebody changed one resource, as version 2. */
function changed<T extends Resource["resourceType"]>(type: T, id: string, change: (resource: Extract<Resource, { resourceType: T }>) => void): RecordItem[] {
  const resources = willemsDossier();
  const resource = resources.find((candidate) => candidate.resourceType === type && candidate.id === id) as Extract<Resource, { resourceType: T }>;
  change(resource);
  resource.meta = { versionId: "2", lastUpdated: "2026-11-22T20:15:00.000Z" };
  return resources.map(asItem);
}

const since = (items: readonly RecordItem[], when = later): readonly Difference[] => differencesSince(document, items, when);

describe("a handover against the record it was made from", () => {
  test("shows no difference, whatever was rendered or versioned anew", () => {
    expect(since(record())).toEqual([]);
    const touched = willemsDossier().map((resource) => ({ ...resource, meta: { versionId: "7", lastUpdated: "2026-11-22T20:00:00Z" }, identifier: [{ value: "x" }], text: { status: "generated", div: "<div/>" } }) as Resource);
    expect(since(touched.map(asItem))).toEqual([]);
  });

  test("shows none either when the record refers to itself by absolute, versioned or renamed references", () => {
    const rewritten = JSON.parse(JSON.stringify(willemsDossier()).replaceAll('"reference":"PractitionerRole/eva-fictief-huisarts"', '"reference":"PractitionerRole/eva-fictief-huisarts/_history/4"').replaceAll("Eva Fictief, huisarts", "mw. E. Fictief")) as Resource[];
    expect(since(rewritten.map(asItem))).toEqual([]);
  });

  test("shows none when a person had to be left out of the document", () => {
    const { draft } = draftOf(willemsDossier(), []);
    expect(differencesSince(draft, record(), later)).toEqual([]);
  });

  test("shows none for what is not tracked: a new complaint, a goal, a conversation", () => {
    const complaint = { ...willemsDossier().find(({ id }) => id === "willem-benauwdheid")!, id: "willem-hoest" } as Resource;
    expect(since([...record(), asItem(complaint)])).toEqual([]);
  });
});

describe("one change is one difference", () => {
  test("a limit turned around, in words a doctor says, with who, when and which version", () => {
    const items = changed("Consent", "willem-limiet-reanimatie", (consent) => (consent.provision!.type = "permit"));
    expect(since(items)).toEqual([
      {
        kind: "changed",
        section: "behandelgrenzen",
        what: "Reanimatie",
        old: "Niet reanimeren",
        new: "Wel reanimeren",
        author: "Eva Fictief, huisarts",
        at: "2026-11-22T20:15:00.000Z",
        reference: "Consent/willem-limiet-reanimatie/_history/2",
      },
    ]);
  });

  test("anders with other words", () => {
    const items = changed("Consent", "willem-limiet-ziekenhuis", (consent) => (consent.modifierExtension![0]!.valueString = "Wel, als Riet het niet meer volhoudt."));
    expect(since(items)).toMatchObject([{ kind: "changed", what: "Ziekenhuisopname", old: expect.stringMatching(/^Anders: Liever niet/) as string, new: "Anders: Wel, als Riet het niet meer volhoudt." }]);
  });

  test("a limit that was added, also if the record had it all along and the document doesn't", () => {
    const consent = behandelgrens("willem-limiet-nieuw", "183452005", "deny");
    expect(since([...record(), asItem(consent)])).toMatchObject([{ kind: "added", section: "behandelgrenzen", reference: "Consent/willem-limiet-nieuw/_history/1" }]);
  });

  test.each<[string, (consent: Consent) => void]>([
    ["inactive", (consent) => (consent.status = "inactive")],
    ["entered in error", (consent) => (consent.status = "entered-in-error")],
  ])("a limit that is %s has ended", (_status, change) => {
    expect(since(changed("Consent", "willem-limiet-reanimatie", change))).toMatchObject([{ kind: "ended", what: "Reanimatie", old: "Niet reanimeren", at: "2026-11-22T20:15:00.000Z" }]);
    expect(since(changed("Consent", "willem-limiet-reanimatie", change))[0]).not.toHaveProperty("new");
  });

  test("a deleted limit has ended at the tombstone; one that vanished has ended too", () => {
    const rest = record().filter(({ reference }) => reference !== "Consent/willem-limiet-reanimatie");
    const tombstone: RecordItem = { reference: "Consent/willem-limiet-reanimatie", versionId: "2", lastUpdated: "2026-11-22T21:00:00.000Z", author: "Bas Verzonnen" };
    expect(since([...rest, tombstone])).toMatchObject([{ kind: "ended", at: "2026-11-22T21:00:00.000Z", author: "Bas Verzonnen", reference: "Consent/willem-limiet-reanimatie/_history/2" }]);
    expect(since(rest)).toMatchObject([{ kind: "ended", reference: "Consent/willem-limiet-reanimatie/_history/1" }]);
  });

  test("a newer phase replaces the older: changed, not one ended and one added", () => {
    const palliatief = draftOf([...willemsDossier().filter(({ id }) => id !== "willem-fase"), fase("palliatief")]).draft;
    const items = [...record().filter(({ reference }) => reference !== "Observation/willem-fase"), asItem(fase("palliatief")), asItem(fase("terminaal", "2026-11-23", "willem-fase-nieuw"))];
    expect(differencesSince(palliatief, items, later)).toMatchObject([{ kind: "changed", what: "Fase", old: "Palliatieve fase", new: "Terminale fase", reference: "Observation/willem-fase-nieuw/_history/1" }]);
  });

  test("a dose, naming only what is different", () => {
    const items = changed("MedicationStatement", "willem-medicatie-morfine", (statement) => (statement.dosage![0]!.text = "3 keer per dag 1 tablet"));
    expect(since(items)).toMatchObject([{ kind: "changed", section: "medicatie", old: "2 keer per dag 1 tablet, om 8 uur en om 20 uur", new: "3 keer per dag 1 tablet" }]);
  });

  test("a stop date that passed, at the instant at which it passed", () => {
    const items = changed("MedicationStatement", "willem-medicatie-macrogol", (statement) => (statement.effectivePeriod!.end = "2026-11-22"));
    expect(since(items, new Date("2026-11-22T23:30:00+01:00"))).toMatchObject([{ kind: "changed", new: expect.stringContaining("(gewijzigd: effectivePeriod)") as string }]);
    expect(since(items)).toMatchObject([{ kind: "ended", what: "macrogol poeder", at: "2026-11-22T23:00:00.000Z" }]);
  });

  test("capacity, under the representative", () => {
    const items = changed("Patient", "willem-voorbeeld", (patient) => (patient.extension![0]!.extension![0]!.valueBoolean = false));
    expect(since(items)).toMatchObject([{ kind: "changed", section: "contactpersonen", what: "Wilsbekwaamheid", old: "Wilsbekwaam", new: "Wilsonbekwaam", reference: "Patient/willem-voorbeeld/_history/2" }]);
    expect(since(changed("Patient", "willem-voorbeeld", (patient) => delete patient.extension))).toMatchObject([{ kind: "ended", what: "Wilsbekwaamheid" }]);
  });

  test("a telephone number of a contact", () => {
    const items = changed("RelatedPerson", "riet-voorbeeld", (riet) => (riet.telecom![0]!.value = "+31 00 000 00 99"));
    expect(since(items)).toMatchObject([{ kind: "changed", section: "contactpersonen", what: "Riet Voorbeeld", old: "+31 00 000 00 02", new: "+31 00 000 00 99" }]);
  });

  test("an availability that is over, without anybody writing anything", () => {
    expect(since(record(), new Date("2026-12-04T08:00:00+01:00"))).toMatchObject([{ kind: "ended", section: "bereikbaarheid", at: "2026-12-04T07:00:00.000Z" }]);
    expect(since(record(), new Date("2026-12-04T07:59:59+01:00"))).toEqual([]);
  });

  test("one policy of the scenario plan, without repeating the others", () => {
    const items = changed("CarePlan", "willem-scenarios", (plan) => (plan.activity![1]!.detail!.description = "Bel de spoedpost."));
    expect(since(items)).toMatchObject([{ kind: "changed", section: "scenarios", new: "pijn: Bel de spoedpost." }]);
    expect(since(items)[0]!.old).not.toContain("benauwdheid");
  });

  test("whichever tracked item ends or changes, and only that one", () => {
    const tracked = willemsDossier().filter((resource) => sections.some((section) => section.tracked && section.belongs(resource)));
    const kinds = ["changed", "ended"] as const;
    fc.assert(
      fc.property(fc.constantFrom(...tracked.map(({ id }) => id!)), fc.constantFrom(...kinds), (id, kind) => {
        const items = kind === "ended" ? record().filter(({ reference }) => !reference.endsWith(`/${id}`)) : touched(id);
        const found = since(items);
        expect(found.map((difference) => [difference.kind, difference.reference.split("/")[1]])).toEqual([[kind, id]]);
      }),
    );
  });
});

/** The record after one resource got an extension that means something, whatever its type. */
function touched(id: string): RecordItem[] {
  return willemsDossier().map((resource) => {
    if (resource.id !== id) return asItem(resource);
    const extension = [...((resource as Basic).extension ?? []), { url: "https://elders.example/betekenis", valueString: "anders" }];
    return asItem({ ...resource, meta: { versionId: "2", lastUpdated: "2026-11-22T20:15:00.000Z" }, extension } as Resource);
  });
}

describe("the status", () => {
  const difference: Difference = { kind: "added", section: "medicatie", what: "x", at: at.toISOString(), reference: "MedicationStatement/x/_history/1" };
  const reviewDate = "2026-12-20";

  test.each([
    ["none without a publication", { published: false, differences: [] }, "none"],
    ["current when nothing differs", { published: true, differences: [], reviewDate }, "current"],
    ["changed when something differs", { published: true, differences: [difference], reviewDate }, "changed"],
    ["stale past the review date", { published: true, differences: [], reviewDate: "2026-11-22" }, "stale"],
    ["stale when it is both, for that outweighs", { published: true, differences: [difference], reviewDate: "2026-11-22" }, "stale"],
    ["stale when nobody knows the review date", { published: true, differences: [] }, "stale"],
  ] as const)("is %s", (_what, handover, status) => {
    expect(statusOf({ ...handover, at: later })).toBe(status);
  });

  test("turns stale at midnight in Amsterdam after the review date, not before", () => {
    const handover = { published: true, differences: [], reviewDate };
    expect(statusOf({ ...handover, at: new Date("2026-12-20T23:59:59+01:00") })).toBe("current");
    expect(statusOf({ ...handover, at: new Date("2026-12-21T00:00:00+01:00") })).toBe("stale");
  });
});
