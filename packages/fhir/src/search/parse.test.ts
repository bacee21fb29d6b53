import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refusal } from "../refusal.fixture.ts";
import type { ResourceTypeName } from "../resource-types.ts";
import { escapeValue } from "./escape.ts";
import { baseUrl, clause, search } from "./search.fixture.ts";

describe("tokens", () => {
  test.each([
    ["http://loinc.org|1-8", { system: "http://loinc.org", code: "1-8" }],
    ["|1-8", { system: null, code: "1-8" }],
    ["http://loinc.org|", { system: "http://loinc.org" }],
    ["1-8", { code: "1-8" }],
    [String.raw`a\|b`, { code: "a|b" }],
    [String.raw`s|a\,b\$c\\d`, { system: "s", code: String.raw`a,b$c\d` }],
  ])("%s is read as R4 says", (text, value) => {
    expect(clause("Observation", "code", text)).toEqual({ kind: "token", parameter: "code", values: [value] });
  });

  test(":not turns the clause around", () => {
    expect(clause("Task", "status:not", "completed,cancelled")).toEqual({ kind: "token", parameter: "status", values: [{ code: "completed" }, { code: "cancelled" }], not: true });
  });

  test("any system and code survive being escaped and read", () => {
    const text = fc.string({ minLength: 1 }).filter((value) => value.trim() !== "");
    fc.assert(
      fc.property(text, text, (system, code) => {
        expect(clause("Observation", "code", `${escapeValue(system)}|${escapeValue(code)}`)).toEqual({ kind: "token", parameter: "code", values: [{ system, code }] });
      }),
    );
  });
});

describe("references", () => {
  test.each([
    ["Consent", "patient", "123", { type: "Patient", id: "123" }],
    ["Consent", "patient", "Patient/123", { type: "Patient", id: "123" }],
    ["Consent", "patient", "Patient/123/_history/4", { type: "Patient", id: "123" }],
    ["Consent", "patient", `${baseUrl}/Patient/123`, { type: "Patient", id: "123" }],
    ["Observation", "subject:Patient", "123", { type: "Patient", id: "123" }],
    ["Observation", "subject:Patient", "Patient/123", { type: "Patient", id: "123" }],
    ["Observation", "subject", "123", { id: "123" }],
    ["Observation", "subject", "https://his.example/fhir/Patient/1", { id: "https://his.example/fhir/Patient/1" }],
  ] as const)("%s?%s=%s", (type, name, value, expected) => {
    expect(clause(type, name, value)).toEqual({ kind: "reference", parameter: name.split(":")[0], values: [expected] });
  });

  test("a logical reference is looked for among the identifiers that the index keeps apart", () => {
    expect(clause("CareTeam", "participant:identifier", "http://fhir.nl/fhir/NamingSystem/ura|12345678")).toEqual({
      kind: "token",
      parameter: "participant:identifier",
      values: [{ system: "http://fhir.nl/fhir/NamingSystem/ura", code: "12345678" }],
    });
  });

  test("a chain finds its type by itself when only one stored type knows the parameter", () => {
    expect(clause("Consent", "patient.birthdate", "1940")).toMatchObject({ kind: "chain", parameter: "patient", target: "Patient", on: { kind: "date", parameter: "birthdate" } });
  });

  test("a chain that can lead to several types asks which one", () => {
    expect(refusal(() => clause("Task", "focus.status", "active")).message).toBe("the search was not understood");
    expect(refusal(() => clause("Task", "focus.status", "active")).issues[0]?.text).toMatch(/^search parameter focus\.status: can lead to several types; name one, as in focus:\w+\.status$/);
  });
});

describe("references that are followed", () => {
  const name = { kind: "string", parameter: "name", values: ["x"], match: "starts" };
  const byOrganization = { kind: "chain", parameter: "organization", target: "Organization", on: name };
  const ofPatient = { kind: "has", source: "Observation", parameter: "patient", on: { kind: "token", parameter: "code", values: [{ code: "x" }] } };

  test.each<[ResourceTypeName, string, unknown]>([
    ["Observation", "subject:Patient.organization:Organization.name", { kind: "chain", parameter: "subject", target: "Patient", on: byOrganization }],
    ["Observation", "patient.organization.name", { kind: "chain", parameter: "patient", target: "Patient", on: byOrganization }],
    ["Observation", "subject:Patient.organization.name:exact", { kind: "chain", parameter: "subject", target: "Patient", on: { ...byOrganization, on: { ...name, match: "exact" } } }],
    ["Patient", "_has:Observation:patient:code", ofPatient],
    ["Patient", "_has:Observation:patient:code:not", { ...ofPatient, on: { ...ofPatient.on, not: true } }],
    ["Patient", "_has:Observation:patient:_id", { ...ofPatient, on: { kind: "id", values: ["x"] } }],
    ["Organization", "_has:Patient:organization:_has:Observation:patient:code", { kind: "has", source: "Patient", parameter: "organization", on: ofPatient }],
    ["Patient", "_has:Encounter:patient:service-provider:Organization.name", { kind: "has", source: "Encounter", parameter: "patient", on: { ...byOrganization, parameter: "service-provider" } }],
    ["Encounter", "subject:Patient._has:Observation:patient:code", { kind: "chain", parameter: "subject", target: "Patient", on: ofPatient }],
    ["Consent", "patient._has:Observation:patient:code", { kind: "chain", parameter: "patient", target: "Patient", on: ofPatient }],
  ])("%s?%s", (type, parameter, expected) => {
    expect(clause(type, parameter, "x")).toEqual(expected);
  });

  test("four at most, forwards and backwards taken together", () => {
    const four = "part-of.part-of.part-of.part-of";
    expect(clause("Task", `${four}:missing`, "true")).toMatchObject({ kind: "chain" });
    expect(clause("Task", `${four.slice("part-of.".length)}._has:Task:part-of:status`, "x")).toMatchObject({ kind: "chain" });
    for (const name of [`part-of.${four}.status`, `${four}._has:Task:part-of:status`, `_has:Task:part-of:${four}.status`, "_has:Task:part-of:".repeat(1_000)]) {
      expect(refusal(() => clause("Task", name, "x")).issues.map(({ text }) => text)).toEqual([expect.stringMatching(/more than 4 references to follow$/)]);
    }
  });

  test("a chain that goes back asks for the type when several could be meant", () => {
    expect(refusal(() => clause("Observation", "subject._has:Observation:subject:code", "x")).issues[0]?.text).toMatch(/can lead to several types; name one, as in subject:\w+\._has$/);
    expect(refusal(() => clause("Observation", "subject._has:Encounter:service-provider:status", "x")).issues[0]?.text).toMatch(/is known for none of the types it can lead to$/);
  });
});

describe("strings, URIs, ids, absence", () => {
  test.each([
    ["name", "starts"],
    ["name:exact", "exact"],
    ["name:contains", "contains"],
  ])("%s", (name, match) => {
    expect(clause("Patient", name, String.raw`de Vries\, J,Bakker`)).toEqual({ kind: "string", parameter: "name", values: ["de Vries, J", "Bakker"], match });
  });

  test("a profile is asked by its URL", () => {
    expect(clause("Consent", "_profile", "https://a.example/x")).toEqual({ kind: "uri", parameter: "_profile", values: ["https://a.example/x"] });
  });

  test("_id takes several ids", () => {
    expect(clause("Goal", "_id", "a,b")).toEqual({ kind: "id", values: ["a", "b"] });
  });

  test(":missing asks whether there is any value", () => {
    expect(clause("Goal", "start-date:missing", "true")).toEqual({ kind: "missing", parameter: "start-date", missing: true });
  });
});

describe("dates", () => {
  test("a day is read in Europe/Amsterdam", () => {
    expect(clause("Patient", "birthdate", "2026-07-01")).toEqual({
      kind: "date",
      parameter: "birthdate",
      values: [{ prefix: "eq", start: Date.parse("2026-06-30T22:00:00Z"), end: Date.parse("2026-07-01T22:00:00Z") }],
    });
  });

  test.each(["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"])("prefix %s is kept", (prefix) => {
    expect(clause("Goal", "_lastUpdated", `${prefix}2026-11-22T10:00:00Z`)).toMatchObject({ values: [{ prefix, start: Date.parse("2026-11-22T10:00:00Z") }] });
  });

  test("a plus sign that arrived as a space is taken for what it was", () => {
    expect(clause("Goal", "_lastUpdated", "ge2026-11-22T10:00:00 01:00")).toMatchObject({ values: [{ start: Date.parse("2026-11-22T09:00:00Z") }] });
  });

  test("approximately is a tenth of the distance to now", () => {
    const { query } = search("Patient", [["birthdate", "ap2026-01-02T00:00:00Z"]], { at: Date.parse("2026-01-01T00:00:00Z") });
    const [start, end] = [Date.parse("2026-01-01T21:36:00Z"), Date.parse("2026-01-02T02:24:01Z")];
    expect(query.where).toEqual([{ kind: "date", parameter: "birthdate", values: [{ prefix: "ap", start, end }] }]);
  });
});

describe("what shapes the answer", () => {
  test("page, order, total and includes are read", () => {
    const { query } = search("Task", [
      ["_count", "20"],
      ["_sort", "-authored-on,status"],
      ["_total", "accurate"],
      ["_include", "Task:owner:Organization"],
      ["_revinclude", "Provenance:target"],
      ["_cursor", "abc"],
    ]);
    expect(query).toEqual({
      type: "Task",
      where: [],
      sort: [
        { parameter: "authored-on", descending: true },
        { parameter: "status", descending: false },
      ],
      count: 20,
      after: "abc",
      include: [{ source: "Task", parameter: "owner", target: "Organization" }],
      revinclude: [{ source: "Provenance", parameter: "target" }],
      total: true,
    });
  });

  test("an include that iterates may start from and lead to any type", () => {
    const { query } = search("Task", [
      ["_include:iterate", "PractitionerRole:organization"],
      ["_revinclude:iterate", "OrganizationAffiliation:participating-organization:Organization"],
    ]);
    expect(query.include).toEqual([{ source: "PractitionerRole", parameter: "organization", iterate: true }]);
    expect(query.revinclude).toEqual([{ source: "OrganizationAffiliation", parameter: "participating-organization", target: "Organization", iterate: true }]);
  });

  test("a page that is too large is cut down, and that is said", () => {
    const { query, notes } = search("Task", [["_count", "1000"]]);
    expect(query.count).toBe(200);
    expect(notes).toEqual(["_count is 200 at most here; that was taken"]);
  });

  test.each([["_summary", "count"], ["_count", "0"]])("%s=%s asks for the number alone", (name, value) => {
    expect(search("Task", [[name, value]]).query).toMatchObject({ count: 0, total: true });
  });

  test("what others handle is passed over, by name", () => {
    expect(search("Task", [["_format", "json"], ["_pretty", "true"], ["_elements", "status"], ["_summary", "text"], ["_contained", "false"]]).elsewhere).toEqual(["_format", "_pretty", "_elements", "_summary", "_contained"]);
  });
});

describe("what isn't understood", () => {
  test.each([
    ["an unknown parameter", "shoe-size", "44"],
    ["a parameter of another type", "birthdate", "1940"],
    ["an object's own property", "constructor", "x"],
    ["a malformed date", "date", "2026-13"],
    ["a day that doesn't exist", "date", "2026-02-30"],
    ["an empty value", "code", ""],
    ["an empty alternative", "code", "a,,b"],
    ["a token with two bars", "code", "a|b|c"],
    ["a token without anything", "code", "|"],
    ["a reference with a space", "subject", "Patient/1 2"],
    ["a reference to a type we don't keep", "subject", "Substance/1"],
    ["a chain through a token", "code.text", "x"],
    ["a chain with two modifiers", "subject:Patient:Patient.name", "x"],
    ["a chain to a parameter that isn't known there", "subject:Patient.organization:Organization.shoe-size", "x"],
    ["a boolean that is none", "code:missing", "yes"],
    ["an unknown value set", "code:in", "https://unknown.example"],
    ["an unknown sort key", "_sort", "shoe-size"],
    ["a count that is none", "_count", "many"],
    ["an include of a token", "_include", "Observation:code"],
    ["an include from another type", "_include", "Task:owner"],
    ["a wildcard include of another type", "_include", "Task:*"],
    ["a wildcard include of a type we don't keep", "_include", "Substance:*"],
    ["a wildcard with a parameter", "_include", "*:subject"],
    ["a wildcard reverse include that leads elsewhere", "_revinclude", "Task:*:Organization"],
    ["a quantity that is no number", "value-quantity", "much"],
    ["a quantity with one bar", "value-quantity", "5.4|mg"],
    ["a quantity with three bars", "value-quantity", "5.4|a|b|c"],
    ["a quantity of more digits than any", "value-quantity", "1".repeat(100)],
    ["a composite with one part", "code-value-quantity", "8480-6"],
    ["a composite with three parts", "code-value-quantity", "8480-6$5$6"],
    ["a composite with an empty part", "code-value-quantity", "$5"],
    ["a composite with a malformed part", "code-value-quantity", "8480-6$much"],
    ["a chain through a quantity", "value-quantity.code", "x"],
    ["a sort by a composite", "_sort", "code-value-quantity"],
    ["a sort by too much", "_sort", "code,status,category,date,subject,patient,encounter,performer,device,method,focus"],
    ["an identifier by half a type", "identifier:of-type", "http://a.example|MR"],
    ["a search in the text", "_text", "pain"],
    ["a search in the whole", "_content", "pain"],
    ["a filter", "_filter", "code eq x"],
    ["a named query", "_query", "everything"],
    ["a list", "_list", "1"],
    ["a search over types", "_type", "Observation"],
    ["a search for contained resources", "_contained", "true"],
    ["an include of a token, iterating", "_include:iterate", "Observation:code"],
    ["an include that recurses, as it was called before R4", "_include:recurse", "Observation:subject"],
    ["a reverse include that leads elsewhere", "_revinclude", "Task:owner:Organization"],
    ["a reverse include that recurses", "_revinclude:recurse", "Task:focus"],
    ["a reverse chain without anything", "_has", "active"],
    ["a reverse chain without a parameter", "_has:Task:focus", "active"],
    ["a reverse chain with an empty parameter", "_has:Task:focus:", "active"],
    ["a reverse chain from a type we don't keep", "_has:Substance:focus:status", "active"],
    ["a reverse chain by a token", "_has:Task:status:status", "active"],
    ["a reverse chain by a reference that can't lead here", "_has:Consent:patient:status", "active"],
    ["a reverse chain to a parameter that isn't known there", "_has:Task:focus:shoe-size", "44"],
  ])("%s is refused by name, strictly", (_, name, value) => {
    const anomaly = refusal(() => search("Observation", [[name, value]]));
    expect(anomaly.category).toBe("incorrect");
    expect(anomaly.issues).toHaveLength(1);
    expect(anomaly.issues[0]?.text).toContain(name.split(/[.:]/)[0]);
  });

  test.each(["code:above", "code:below", "code:of-type", "subject:Substance", "subject:above", "date:exact", "value-quantity:not", "code-value-quantity:text", "_id:not", "_lastUpdated:exact", "code:not:in"])("the modifier in %s is refused under its rule", (name) => {
    expect(refusal(() => search("Observation", [[name, "x"]])).issues[0]).toMatchObject({ rule: "unknown-modifier", code: "not-supported" });
  });

  test("a refusal says which modifiers would do, and where in the request it is", () => {
    expect(refusal(() => search("Observation", [["code:below", "x"]])).issues).toEqual([
      { text: "search parameter code:below: the modifier is not supported for it; these are: :missing, :text, :not, :in, :not-in", code: "not-supported", expression: "http.code:below", rule: "unknown-modifier" },
    ]);
    expect(refusal(() => search("Patient", [["identifier:below", "x"]])).issues[0]?.text).toContain(":of-type");
    expect(refusal(() => search("Task", [["owner:below", "x"]])).issues[0]?.text).toContain(":identifier, :text, :Patient");
  });

  test("every fault is told at once", () => {
    expect(refusal(() => search("Observation", [["a", "1"], ["code", "x"], ["date", "y"]])).issues.map(({ text }) => text)).toEqual([
      "search parameter a: is not known for Observation",
      "search parameter date: a value is no date",
    ]);
  });

  test("leniently it is passed over, and listed", () => {
    const { query, ignored } = search("Observation", [["shoe-size", "44"], ["code", "x"], ["code:below", "y"]], { handling: "lenient" });
    expect(ignored).toEqual(["shoe-size", "code:below"]);
    expect(query.where).toHaveLength(1);
  });

  test("no refusal repeats a value, nor a BSN that stands in a name", () => {
    const anomaly = refusal(() => search("Patient", [["birthdate", "999911120"], ["999911120", "x"], ["999911120:999911120", "x"]]));
    expect(JSON.stringify([anomaly.message, anomaly.issues])).not.toContain("999911120");
  });

  test("a search without end is refused", () => {
    expect(refusal(() => search("Goal", Array.from({ length: 101 }, () => ["_id", "a"] as const))).category).toBe("incorrect");
    expect(refusal(() => search("Goal", [["_id", Array.from({ length: 501 }, () => "a").join(",")]])).category).toBe("incorrect");
  });

  test.each([
    ["_has:Observation:subject:code", "x", 2_000],
    ["_id", "x", 2_000],
    ["name", "x", 200],
    ["_lastUpdated", "2026", 200],
    ["_has:Observation:subject:value-quantity", "5.4", 200],
    ["_has:Observation:subject:code-value-quantity", "8480-6$5.4", 181],
    ["organization:Organization.name", "x", 200],
  ])("%s is compared with so many values in all, strictly or not", (name, value, most) => {
    const asked = (count: number) => Array.from({ length: Math.ceil(count / 400) }, (_, part) => [name, Array.from({ length: Math.min(400, count - part * 400) }, () => value).join(",")] as const);
    expect(search("Patient", asked(most)).query.where.length).toBeGreaterThan(0);
    for (const handling of ["strict", "lenient"] as const) expect(refusal(() => search("Patient", asked(most + 1), { handling })).message).toBe("the search compares with too many values; ask in parts");
  });

  test.each([["subject:Patient.name", "x"], ["_has:Task:focus:status", "active"], ["_include:iterate", "Observation:subject"]])("%s is taken twenty times and no more", (name, value) => {
    const times = (count: number) => Array.from({ length: count }, () => [name, value] as const);
    expect(search("Observation", times(20)).ignored).toEqual([]);
    expect(refusal(() => search("Observation", times(22))).issues.map(({ text }) => text)).toEqual(Array.from({ length: 2 }, () => `search parameter ${name}: more than 20 parameters follow references`));
  });

  test("whatever is asked, the answer is a query or a refusal", () => {
    const deep = fc.array(fc.constantFrom("_has", ":", ".", "Observation", "Patient", "subject", "patient", "code"), { maxLength: 12 }).map((parts) => parts.join(""));
    const names = fc.oneof(fc.constantFrom("code", "date", "subject", "subject:Patient.name", "_id", "_sort", "_count", "_include", "value-string:contains", "_lastUpdated", "_has:Observation:subject:code", "_include:iterate"), fc.string(), deep);
    fc.assert(
      fc.property(fc.array(fc.tuple(names, fc.string())), (params) => {
        const { query } = search("Observation", params, { handling: "lenient" });
        expect(query.count).toBeLessThanOrEqual(200);
      }),
    );
  });
});
