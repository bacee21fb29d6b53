import type { Communication, Composition, Resource, Task } from "hl7-fhir-r4-types";
import { codeSystemUrl } from "@wijkverband/fhir";
import { describe, expect, test } from "vitest";
import { marksOf } from "./marks.ts";

const concept = (system: string, ...codes: readonly string[]) => ({ coding: codes.map((code) => ({ system: codeSystemUrl(system), code })) });
const task = (...codes: readonly string[]): Task => ({ resourceType: "Task", status: "requested", intent: "order", code: concept("taak", ...codes) });
const document = (...codes: readonly string[]): Composition => ({ resourceType: "Composition", status: "final", type: concept("verslag", ...codes), date: "2026-11-24", author: [], title: "Verslag" });
const message = (...codes: readonly string[]): Communication => ({ resourceType: "Communication", status: "completed", category: codes.map((code) => concept("bericht", code)) });

describe("what sort of thing it is follows from what it says", () => {
  test.each<readonly [string, Resource]>([
    ["transfer", task("overschrijving")],
    ["transfer-contest", task("overschrijving-betwist")],
    ["transfer-request", task("overschrijving-gevraagd")],
    ["contact-task", task("waarneembericht")],
    ["contact-task", task("waarneembericht-verstuurd")],
    ["contact-report", document("waarneembericht")],
    ["minutes", document("mdo-verslag")],
    ["contact-report", { resourceType: "Bundle", type: "document", entry: [{ resource: document("waarneembericht") }, { resource: document("mdo-verslag") }] }],
    ["signal-explanation", message("toelichting-signaal")],
    ["topic", { resourceType: "Basic", code: { coding: [{ system: "http://hl7.org/fhir/fhir-types", code: "SubscriptionTopic" }] } }],
  ])("%s", (kind, resource) => {
    expect(marksOf(resource)).toEqual({ kind });
  });

  test("a code of another system makes nothing of it, and one that we don't know nothing special", () => {
    const elsewhere = { coding: [{ system: "https://x.example", code: "waarneembericht" }] };
    expect(marksOf({ ...document(), type: elsewhere })).toEqual({});
    expect(marksOf({ ...task(), code: elsewhere })).toEqual({ kind: "other-task" });
    expect(marksOf({ ...message(), category: [{ coding: [{ system: "https://x.example", code: "toelichting-signaal" }] }] })).toEqual({});
    expect(marksOf(document("constructor"))).toEqual({});
    expect(marksOf({ resourceType: "Basic", code: { coding: [{ system: "https://x.example", code: "SubscriptionTopic" }] } })).toEqual({});
    expect(marksOf({ resourceType: "Basic", code: { coding: [{ system: "http://hl7.org/fhir/fhir-types", code: "SubscriptionTopic" }] }, subject: { reference: "Patient/p" } })).toEqual({});
    expect(marksOf({ resourceType: "Bundle", type: "collection", entry: [{ resource: document("waarneembericht") }] })).toEqual({});
    expect(marksOf({ resourceType: "Bundle", type: "document", entry: [{ resource: message("melding") }, { resource: document("waarneembericht") }] })).toEqual({});
    expect(marksOf(task("constructor"))).toEqual({ kind: "other-task" });
  });

  test("own-part: what only an operation writes stays that, whatever else it says that it is", () => {
    expect(marksOf(message("verklaring-patient", "toelichting-signaal"))).toEqual({ kind: "signal-explanation" });
    expect(marksOf(task("iets-anders", "overschrijving"))).toEqual({ kind: "transfer" });
    expect(marksOf(document("besproken", "waarneembericht"))).toEqual({ kind: "contact-report" });
  });
});
