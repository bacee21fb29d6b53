import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holds, type Condition, type Facts, type TieRow } from "./condition.ts";
import { decide, narrow, ruleOfRefusal } from "./decide.ts";
import { policy, type Row } from "./policy.ts";
import { published } from "./tie-rows.ts";
import { regionalBases, type Basis } from "./basis.ts";
import { situationsOf, type Caller } from "./ties.ts";

const patient = "p1";
const practice = "Organization/practice";

/** A caller who could hold any tie. */
function callerFor(row: Row, role = row.roles[0]): Caller {
  if (role === undefined) throw new Error(`row ${row.key} names no role`);
  const patientSide = role === "patient" || role === "mantelzorger";
  if (patientSide) return { role, person: "Patient/p1" };
  return { role, organization: "Organization/own", organizationType: row.when === "any-post" ? "N6" : "Z3", person: "PractitionerRole/own", supervisor: "PractitionerRole/huisarts", bases: regionalBases, outside: [patient] };
}

/** Facts in which one set of conditions holds, and nothing more than it needs. */
function factsFor(row: Row, type: Row["on"][number], conditions: readonly Condition[]): Facts {
  const rows = conditions.flatMap((condition): readonly TieRow[] => {
    switch (condition.is) {
      case "tie":
        return [{ kind: condition.kind, holder: condition.holders[0]!, patient, source: "X/1" }];
      case "tie-about":
        return [{ kind: condition.kind, holder: condition.holders[0]!, patient, about: `${type}/r1`, source: "X/1" }];
      case "tie-via-practice":
        return [
          { kind: condition.kind, holder: condition.holders[0]!, about: practice, source: "X/1" },
          { kind: "registered", holder: practice, patient, source: "X/2" },
        ];
      case "permitted":
        return [{ kind: "consent", holder: condition.holders[0]!, patient, source: "Consent/1" }];
      default:
        return [];
    }
  });
  const author = conditions.find((condition) => condition.is === "author")?.authors[0];
  return { type, id: "r1", labels: { patient, ...(row.domains?.[0] !== undefined && { domain: row.domains[0] }), ...(author !== undefined && { author }), ...(row.kinds?.[0] !== undefined && { kind: row.kinds[0] }) }, ties: rows };
}

/** Ties that tell nothing of the caller: what they open is not the record of anybody. */
const untied: readonly Row["when"][] = ["everyone", "emergency", "unobjected"];

describe("no-row-no-access", () => {
  test.each(policy)("row $key lets its roles through with its tie and nobody without it", (row) => {
    for (const role of row.roles) {
      const caller = callerFor(row, role);
      for (const action of row.may) {
        for (const type of row.on) {
          for (const { basis, all } of situationsOf(row.when, caller)) {
            expect(decide(caller, action, factsFor(row, type, all), [row])).toMatchObject({ allow: true, row: row.key });
            expect(narrow(caller, action, type, [row]).map((way) => way.basis)).toContain(basis);
          }
          const stranger = { ...caller, organization: "Organization/other", organizationType: "T2", person: "PractitionerRole/other", outside: [] };
          const facts = factsFor(row, type, situationsOf(row.when, caller)[0]!.all);
          expect(decide(stranger, action, facts, [row]).allow).toBe(untied.includes(row.when));
        }
      }
    }
  });

  test("each row has a key of its own", () => {
    expect(new Set(policy.map(({ key }) => key)).size).toBe(policy.length);
  });

  test("a role without rows may nothing about patients", () => {
    const analyst: Caller = { role: "rho-analist", organization: "Organization/rho", organizationType: "rho" };
    const everyTie: TieRow[] = (["registered", "member", "consent", "addressed", "covers"] as const).map((kind) => ({ kind, holder: "Organization/rho", patient, source: "X/1" }));
    for (const type of ["Patient", "Consent", "Bundle"] as const) {
      expect(decide(analyst, "read", { type, id: "r1", labels: { patient, domain: "medisch" }, ties: everyTie })).toEqual({ allow: false });
    }
  });
});

describe("basis", () => {
  const post: Caller = { role: "post-huisarts", organization: "Organization/post", organizationType: "N6" };
  const addressed: TieRow = { kind: "addressed", holder: "Organization/post", patient, source: "ServiceRequest/1" };
  const asked = (ties: readonly TieRow[]) => decide(post, "$palliative-handover", { type: "Patient", id: patient, labels: { patient, domain: "gedeeld" }, ties });

  test("an addressed post may retrieve, and an objection ends that", () => {
    expect(asked([addressed])).toMatchObject({ allow: true, row: "handover-post", basis: "addressed", evidence: ["ServiceRequest/1"] });
    for (const holder of ["Organization/post", "kind:N6", "*"]) {
      expect(asked([addressed, { kind: "objection", holder, patient, source: "Consent/1" }])).toEqual({ allow: false });
    }
  });

  test("consent to a kind of organisation reaches each of that kind and no other", () => {
    const consent: TieRow = { kind: "consent", holder: "kind:N6", patient, source: "Consent/1" };
    expect(asked([consent])).toMatchObject({ allow: true, row: "handover-consent", basis: "consent", evidence: ["Consent/1"] });
    expect(asked([{ ...consent, holder: "kind:T2" }])).toEqual({ allow: false });
  });

  test("an objection never shuts out the practice of registration", () => {
    const gp: Caller = { role: "huisarts", organization: practice, organizationType: "Z3" };
    const facts: Facts = { type: "Condition", id: "c", labels: { patient, domain: "medisch" }, ties: [{ kind: "registered", holder: practice, patient, source: "CareTeam/1" }, { kind: "objection", holder: "*", patient, source: "Consent/1" }] };
    expect(decide(gp, "read", facts)).toMatchObject({ allow: true, row: "dossier-read" });
  });

  test("each basis that the table can rest on is in words, and a region without it shuts its rows", () => {
    const all = policy.flatMap((row) => row.roles.flatMap((role) => situationsOf(row.when, callerFor(row, role)).map(({ basis }) => basis)));
    expect(new Set(all)).toEqual(new Set<Basis>([...regionalBases, "owner", "waarneming", "author", "self", "recipient", "directory", "front-door"]));
    for (const basis of regionalBases) {
      const caller: Caller = { ...post, bases: regionalBases.filter((each) => each !== basis) };
      expect(narrow(caller, "$palliative-handover", "Patient").map((way) => way.basis)).not.toContain(basis);
    }
  });

  test("specific goes before general, and where neither is the more specific the objection wins", () => {
    const say = (kind: "consent" | "objection", holder: string, about?: string): TieRow => ({ kind, holder, patient, source: `Consent/${kind}`, ...(about !== undefined && { about }) });
    expect(asked([say("consent", "Organization/post"), say("objection", "kind:N6")]).allow).toBe(true);
    expect(asked([say("consent", "kind:N6"), say("objection", "*")]).allow).toBe(true);
    expect(asked([say("consent", "kind:N6"), say("objection", "Organization/post")]).allow).toBe(false);
    expect(asked([say("consent", "Organization/post"), say("objection", "Organization/post")]).allow).toBe(false);
    const read = (ties: readonly TieRow[]) => decide(post, "read", { type: "Condition", id: "c", labels: { patient, domain: "medisch" }, ties: [...ties, { kind: "entry", holder: published, patient, about: "Condition/c", source: "ServiceRequest/1" }] }).allow;
    expect(read([say("consent", "Organization/post"), say("objection", "*", "domein:medisch")])).toBe(false);
    expect(read([say("consent", "Organization/post", "Condition/c"), say("objection", "Organization/post", "domein:medisch")])).toBe(true);
    expect(read([say("consent", "Organization/post"), say("objection", "Organization/post", "domein:sociaal")])).toBe(true);
    expect(asked([addressed, say("objection", "kind:N6"), say("consent", "Organization/post")]).allow).toBe(true);
    expect(asked([addressed, say("objection", "Organization/post", "domein:medisch")]).allow).toBe(false);
    expect(asked([addressed, say("objection", "Organization/post", "domein:sociaal")]).allow).toBe(true);
  });
});

describe("supervised", () => {
  const registered: TieRow = { kind: "registered", holder: practice, patient, source: "CareTeam/1" };
  const facts: Facts = { type: "Condition", id: "c", labels: { patient, domain: "medisch" }, ties: [registered] };

  test.each(["aios", "anios", "physician-assistant", "verpleegkundig-specialist"] as const)("a %s without a supervising huisarts reads and does not write, and is told why", (role) => {
    const alone: Caller = { role, organization: practice };
    expect(decide(alone, "read", facts).allow).toBe(true);
    expect(decide(alone, "update", facts).allow).toBe(false);
    expect(ruleOfRefusal(alone, "update", facts)).toBe("supervised");
    expect(decide({ ...alone, supervisor: "PractitionerRole/h" }, "update", facts)).toMatchObject({ allow: true, row: "dossier-write-supervised" });
    expect(ruleOfRefusal({ ...alone, supervisor: "PractitionerRole/h" }, "$publish-handover", { ...facts, type: "Patient" })).toBe("gp-decides");
  });
});

describe("a refusal to change something names whose it is", () => {
  const registered: TieRow = { kind: "registered", holder: practice, patient, source: "CareTeam/1" };
  const of = (labels: Facts["labels"]): Facts => ({ type: "Observation", id: "o", labels, ties: [registered] });
  const nurse: Caller = { role: "wijkverpleegkundige", organization: "Organization/home-care" };

  test.each([
    ["dossier-owner", { patient, domain: "medisch" }],
    ["dossier-owner", { patient, domain: "gedeeld" }],
    ["own-part", { patient, domain: "verpleegkundig" }],
    ["own-part", { domain: "gedeeld" }],
  ] as const)("%s: %j", (rule, labels) => {
    expect(ruleOfRefusal(nurse, "update", of(labels))).toBe(rule);
    expect(ruleOfRefusal(nurse, "delete", of(labels))).toBe("gp-decides");
    for (const action of ["update", "delete"] as const) expect(ruleOfRefusal(nurse, action, of({ ...labels, kind: "minutes" }))).toBe("immutable");
  });
});

describe("gp-decides", () => {
  const registered: TieRow = { kind: "registered", holder: practice, patient, source: "CareTeam/1" };
  const facts: Facts = { type: "Patient", id: patient, labels: { patient, domain: "gedeeld" }, ties: [registered] };

  test.each(["poh", "aios", "anios", "physician-assistant", "verpleegkundig-specialist", "doktersassistent", "poh-ggz"] as const)("a %s prepares and does not publish", (role) => {
    const caller: Caller = { role, organization: practice, organizationType: "Z3" };
    expect(decide(caller, "$assemble-handover", facts)).toMatchObject({ allow: true });
    expect(decide(caller, "$publish-handover", facts)).toEqual({ allow: false });
    expect(decide(caller, "$withdraw-handover", facts)).toEqual({ allow: false });
  });

  test("a huisarts of the practice publishes, and a waarnemer only while in force", () => {
    expect(decide({ role: "huisarts", organization: practice }, "$publish-handover", facts)).toMatchObject({ allow: true });
    const locum: Caller = { role: "waarnemer", organization: "Organization/elsewhere", person: "PractitionerRole/locum" };
    expect(decide(locum, "$publish-handover", facts)).toEqual({ allow: false });
    expect(decide(locum, "$publish-handover", { ...facts, ties: [{ kind: "waarneming", holder: "PractitionerRole/locum", patient, source: "CareTeam/1" }] })).toMatchObject({ allow: true });
  });
});

describe("who-reads-parts", () => {
  test("the social domain never comes along with a handover", () => {
    const post: Caller = { role: "post-huisarts", organization: "Organization/post", organizationType: "N6" };
    const ties: TieRow[] = [
      { kind: "addressed", holder: "Organization/post", patient, source: "ServiceRequest/1" },
      { kind: "entry", holder: published, patient, about: "Goal/g", source: "ServiceRequest/1" },
    ];
    expect(decide(post, "read", { type: "Goal", id: "g", labels: { patient, domain: "medisch" }, ties })).toMatchObject({ allow: true });
    expect(decide(post, "read", { type: "Goal", id: "g", labels: { patient, domain: "sociaal" }, ties })).toEqual({ allow: false });
    expect(decide(post, "read", { type: "Goal", id: "other", labels: { patient, domain: "medisch" }, ties })).toEqual({ allow: false });
  });
});

describe("narrowed", () => {
  test("what a query would let through is what a decision allows", () => {
    const rows = fc.constantFrom(...policy);
    fc.assert(
      fc.property(rows, fc.boolean(), fc.constantFrom("medisch", "sociaal", "gedeeld", "verpleegkundig", "farmaceutisch", undefined), (row, tied, domain) => {
        const caller = callerFor(row);
        const type = row.on[0]!;
        const alternative = situationsOf(row.when, caller)[0]!.all;
        const facts: Facts = { ...factsFor(row, type, tied ? alternative : []), labels: { patient, ...(domain !== undefined && { domain }) } };
        const visible = narrow(caller, row.may[0]!, type).some(({ all }) => all.every((condition) => holds(condition, facts)));
        expect(decide(caller, row.may[0]!, facts).allow).toBe(visible);
      }),
    );
  });
});
