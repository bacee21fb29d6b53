import { system } from "@wijkverband/fhir";
import type { Consent } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { directiveDiscussion, readLimit, specificationOther } from "../directive.ts";
import { changedLimits } from "./changed-limits.ts";

const at = new Date("2026-11-24T02:00:00Z");
const directive = (id: string, treatment: string, change: { readonly type?: "permit" | "deny"; readonly text?: string; readonly date?: string; readonly status?: Consent["status"]; readonly discussed?: string } = {}): Consent => ({
  resourceType: "Consent",
  id,
  status: change.status ?? "active",
  scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "treatment" }] },
  category: [{ coding: [{ system: system.snomed, code: "129125009" }] }],
  dateTime: change.date ?? "2026-11-10",
  policy: [{ uri: "https://wetten.overheid.nl/" }],
  ...(change.discussed !== undefined && { extension: [{ url: directiveDiscussion, valueCode: change.discussed }] }),
  ...(change.text !== undefined && { modifierExtension: [{ url: specificationOther, valueString: change.text }] }),
  provision: { ...(change.type !== undefined && { type: change.type }), code: [{ coding: [{ system: system.snomed, code: treatment }] }], actor: [{ role: { text: "x" }, reference: { display: id } }] },
});
const cpr = "89666000";
const hospital = "32485007";

describe("limits that a post would change", () => {
  test("are proposed on the newest directive in force about the same treatment", () => {
    const record = [directive("old", cpr, { type: "permit", date: "2026-01-01" }), directive("new", cpr, { type: "permit" }), directive("ended", cpr, { type: "permit", date: "2026-11-20", status: "inactive" }), directive("other", hospital, { type: "permit" })];
    const [change, ...more] = changedLimits([directive("w", cpr, { type: "deny", date: "2026-11-24" })], record, at);
    expect(more).toEqual([]);
    expect(change).toMatchObject({ kind: "changed", current: { id: "new" }, next: { id: "new", dateTime: "2026-11-24", provision: { type: "deny" } }, words: "Reanimatie: Niet reanimeren" });
  });

  test("are something new where there is no directive, and nothing where it says so already", () => {
    expect(changedLimits([directive("w", cpr, { type: "deny" })], [directive("other", hospital, { type: "permit" })], at)).toMatchObject([{ kind: "new" }]);
    expect(changedLimits([directive("w", cpr, { type: "deny", date: "2026-11-24" })], [directive("a", cpr, { type: "deny" })], at)).toEqual([]);
  });

  test("limits-clear: never leave a directive that says two things, from whatever to whatever", () => {
    const forms = [{ type: "permit" }, { type: "deny" }, { text: "alleen kort" }, { text: "niet besproken", discussed: "not-discussed" }] as const;
    for (const from of forms) {
      for (const to of forms) {
        for (const change of changedLimits([directive("w", cpr, { ...to, date: "2026-11-24" })], [directive("a", cpr, from)], at)) {
          const [read, wished] = [readLimit(change.next), readLimit(directive("w", cpr, to))];
          expect(read).toMatchObject({ outcome: "read" });
          expect(read.outcome === "read" && wished.outcome === "read" && [read.limit.decision, read.limit.text]).toEqual(wished.outcome === "read" && [wished.limit.decision, wished.limit.text]);
        }
      }
    }
  });
});
