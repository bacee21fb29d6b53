import { storedType, storedTypes } from "@wijkverband/fhir";
import { mainBsn, mainPatient } from "@wijkverband/server";
import { policy } from "@wijkverband/policy";
import type { AuditEvent, Patient, Resource } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { patched } from "../conformance/json-patch.ts";
import { examples, invalid } from "../conformance/profile-set.ts";
import { faults, type Answer } from "../harness.ts";
import { useDemo } from "../use-demo.ts";

const demo = useDemo();

const observation = { resourceType: "Observation", status: "final", code: { text: "pijn" }, subject: { reference: mainPatient } } as const;
const wrong = { ...observation, status: "unheard-of" };
const request = (resource: object | undefined, mode?: string, ...profiles: readonly string[]): object => ({
  resourceType: "Parameters",
  parameter: [...(resource === undefined ? [] : [{ name: "resource", resource }]), ...(mode === undefined ? [] : [{ name: "mode", valueCode: mode }]), ...profiles.map((valueUri) => ({ name: "profile", valueUri }))],
});
const errors = (answer: Answer): ReturnType<typeof faults> => faults({ issue: (answer.body.issue ?? []).filter(({ severity }) => severity === "error" || severity === "fatal") });
const countOf = async (): Promise<number> => (await demo.runtime.house.store.record(mainPatient.slice("Patient/".length))).length;

/** What a caller can tell an answer by. */
function seen({ status, headers, text }: Answer): object {
  return { status, headers: Object.fromEntries([...headers].filter(([name]) => name !== "x-request-id" && name !== "date")), text };
}

async function firstOf(type: string): Promise<{ readonly id: string; readonly versionId: string; readonly resource: Resource }> {
  const stored = (await demo.runtime.house.store.record(mainPatient.slice("Patient/".length))).find((each) => each.type === type);
  if (stored === undefined) throw new Error(`the demo has no ${type}`);
  return { id: stored.id, versionId: stored.versionId, resource: stored.resource() };
}

describe("$validate says what is wrong and keeps nothing", () => {
  test("a good resource gets one issue, of information", async () => {
    const answer = await demo.ask("huisarts", "POST", "Observation/$validate", request(observation, "create"));
    expect([answer.status, answer.body.resourceType]).toEqual([200, "OperationOutcome"]);
    expect(answer.body.issue).toMatchObject([{ severity: "information", code: "informational" }]);
  });

  test("a wrong one is answered with 200, and each fault has its place and rule", async () => {
    for (const body of [request(wrong), request(wrong, "create"), wrong]) {
      const answer = await demo.ask("huisarts", "POST", "Observation/$validate", body);
      expect(answer.status).toBe(200);
      expect(errors(answer)).toMatchObject([{ rule: "profile", expression: "Observation.status" }]);
    }
  });

  test("in XML as well", async () => {
    const xml = '<Observation xmlns="http://hl7.org/fhir"><status value="unheard-of"/><code><text value="pijn"/></code></Observation>';
    const answer = await demo.ask("huisarts", "POST", "Observation/$validate", xml, { accept: "application/fhir+xml", "content-type": "application/fhir+xml" });
    expect([answer.status, answer.text.includes('<expression value="Observation.status"/>')]).toEqual([200, true]);
    const inside = `<Parameters xmlns="http://hl7.org/fhir"><parameter><name value="resource"/><resource>${xml.replace(' xmlns="http://hl7.org/fhir"', "")}</resource></parameter></Parameters>`;
    const parameters = await demo.ask("huisarts", "POST", "Observation/$validate", inside, { "content-type": "application/fhir+xml" });
    expect(errors(parameters)).toMatchObject([{ expression: "Observation.status" }]);
  });

  test("reference: one to nothing is told where a create would refuse it, and not where only the content is asked about", async () => {
    const loose = { ...observation, encounter: { reference: "Encounter/nowhere" } };
    expect(errors(await demo.ask("huisarts", "POST", "Observation/$validate", request(loose, "create")))).toMatchObject([{ rule: "reference", expression: "Observation.encounter" }]);
    expect(errors(await demo.ask("huisarts", "POST", "Observation/$validate", request(loose)))).toEqual([]);
  });

  test("one-patient: so are the rules of the house, the same as a create says", async () => {
    const nobodys = { resourceType: "Observation", status: "final", code: { text: "pijn" } };
    const created = await demo.ask("huisarts", "POST", "Observation", nobodys);
    expect([created.status, faults(created.body)[0]?.rule]).toEqual([422, "one-patient"]);
    expect(errors(await demo.ask("huisarts", "POST", "Observation/$validate", request(nobodys, "create")))).toEqual(faults(created.body));
  });

  test("what is the server's to say is told as left out", async () => {
    const stored = await firstOf("Observation");
    const answer = await demo.ask("huisarts", "POST", `Observation/${stored.id}/$validate`, request({ ...stored.resource, meta: { ...stored.resource.meta, source: "urn:mine" } }, "update"));
    expect(errors(answer)).toEqual([]);
    expect(faults(answer.body).map(({ expression }) => expression)).toContain("Observation.meta.source");
  });

  test("nothing is stored, by no mode", async () => {
    const before = await countOf();
    const { id, versionId, resource } = await firstOf("Observation");
    for (const mode of ["update", "delete"]) await demo.ask("huisarts", "POST", `Observation/${id}/$validate`, request({ ...resource, status: "amended" }, mode));
    await demo.ask("huisarts", "POST", "Observation/$validate", request(observation, "create"));
    expect([await countOf(), (await firstOf("Observation")).versionId]).toEqual([before, versionId]);
  });

  test("it stands in the log of the patient: who, and that it was validated", async () => {
    await demo.ask("huisarts", "POST", "Observation/$validate", request(observation, "create"));
    const events: AuditEvent[] = [];
    for await (const { json } of demo.runtime.house.store.auditChain()) events.push(JSON.parse(json) as AuditEvent);
    const last = events.findLast(({ subtype }) => subtype?.some(({ code }) => code === "validate"));
    expect(last?.entity?.some(({ what }) => what?.reference === mainPatient)).toBe(true);
  });
});

describe("$validate of what is there", () => {
  test("it is held to its own profile without being sent, by GET too", async () => {
    const { id } = await firstOf("Observation");
    for (const asked of [() => demo.ask("huisarts", "GET", `Observation/${id}/$validate`), () => demo.ask("huisarts", "POST", `Observation/${id}/$validate`, request(undefined))]) {
      const answer = await asked();
      expect([answer.status, errors(answer)]).toEqual([200, []]);
    }
  });

  test("to another profile, when one is named, as uri, as canonical or in the URL", async () => {
    const { id } = await firstOf("Observation");
    const profile = "http://hl7.org/fhir/StructureDefinition/Patient";
    const canonical = { resourceType: "Parameters", parameter: [{ name: "mode", valueCode: "profile" }, { name: "profile", valueCanonical: profile }] };
    const answers = [
      await demo.ask("huisarts", "POST", `Observation/${id}/$validate`, request(undefined, "profile", profile)),
      await demo.ask("huisarts", "POST", `Observation/${id}/$validate`, canonical),
      await demo.ask("huisarts", "GET", `Observation/${id}/$validate?mode=profile&profile=${profile}`),
    ];
    for (const answer of answers) expect(errors(answer)).toMatchObject([{ text: "expected a profile on Observation, found one on Patient" }]);
  });

  test("a profile that nobody knows here is an error, not silence", async () => {
    const answer = await demo.ask("huisarts", "POST", "Observation/$validate", request(observation, undefined, "https://unheard-of.example/StructureDefinition/x"));
    expect(answer.status).toBe(200);
    expect(errors(answer)).toMatchObject([{ rule: "profile", expression: "Parameters.parameter.where(name='profile')" }]);
  });

  test("if-match-required: a version that isn't the current one is told, and If-Match may be left out", async () => {
    const { id, resource, versionId } = await firstOf("Observation");
    const ask = (headers: Readonly<Record<string, string>>): Promise<Answer> => demo.ask("huisarts", "POST", `Observation/${id}/$validate`, request(resource, "update"), headers);
    expect(errors(await ask({}))).toEqual([]);
    expect(errors(await ask({ "if-match": `W/"${versionId}"` }))).toEqual([]);
    expect(errors(await ask({ "if-match": 'W/"99"' }))).toMatchObject([{ rule: "if-match-required" }]);
  });

  test("delete asks the policy: who may read and not delete hears so", async () => {
    const { id } = await firstOf("Observation");
    const [gp, poh, removed] = [
      await demo.ask("huisarts", "GET", `Observation/${id}/$validate?mode=delete`),
      await demo.ask("poh", "GET", `Observation/${id}/$validate?mode=delete`),
      await demo.ask("poh", "DELETE", `Observation/${id}`),
    ];
    expect([gp.status, errors(gp)]).toEqual([200, []]);
    expect([removed.status, poh.status]).toEqual([403, 200]);
    expect(errors(poh)).toEqual(faults(removed.body));
  });
});

describe("what can't be read, or doesn't go there, is refused", () => {
  test.each<[string, string, string, object | undefined, number]>([
    ["a mode that nobody knows", "POST", "Observation/$validate", request(observation, "guess"), 400],
    ["update of a type", "POST", "Observation/$validate", request(observation, "update"), 400],
    ["create of what is there", "POST", `${mainPatient}/$validate`, request({ resourceType: "Patient" }, "create"), 400],
    ["mode profile without one", "POST", "Observation/$validate", request(observation, "profile"), 422],
    ["nothing at all", "POST", "Observation/$validate", request(undefined), 422],
    ["update without resource", "POST", `${mainPatient}/$validate`, request(undefined, "update"), 422],
    ["no resource in the body", "POST", "Observation/$validate", [], 400],
    ["a GET of a type", "GET", "Observation/$validate", undefined, 405],
    ["a type that isn't kept", "POST", "Account/$validate", request({ resourceType: "Account" }), 404],
  ])("%s", async (_what, method, path, body, status) => {
    const answer = await demo.ask("huisarts", method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.body.resourceType).toBe("OperationOutcome");
    expect(answer.headers.get("allow")?.split(", ")[0]).toBe(status === 405 ? "POST" : undefined);
  });

  test("another type than the URL is a fault of the resource", async () => {
    const answer = await demo.ask("huisarts", "POST", "Goal/$validate", request(observation));
    expect([answer.status, errors(answer)[0]?.expression]).toEqual([200, "resourceType"]);
  });
});

describe("stranger: $validate tells nothing that a write doesn't", () => {
  const unknown = "onbekend".padEnd(mainPatient.length - "Patient/".length, "x");

  test.each(["huisarts-elders", "wijkverpleegkundige-elders"])("to %s what is a stranger's isn't there, in every mode", async (who) => {
    const record = await demo.runtime.house.store.record(mainPatient.slice("Patient/".length));
    const perType = [...new Map(record.map(({ type, id }) => [type, { type, id }])).values()];
    expect(perType.length).toBeGreaterThan(15);
    for (const { type, id } of perType) {
      const other = "onbekend".padEnd(id.length, "x").slice(0, id.length);
      for (const mode of [undefined, "update", "delete"]) {
        const body = (each: string): object => request(mode === "delete" ? undefined : { resourceType: type, id: each }, mode);
        const [there, not] = [await demo.ask(who, "POST", `${type}/${id}/$validate`, body(id)), await demo.ask(who, "POST", `${type}/${other}/$validate`, body(other))];
        expect(seen(there), `${type} ${mode}`).toEqual(seen(not));
        expect([403, 404]).toContain(there.status);
      }
    }
  });

  test("a create about a stranger's patient is refused as one about nobody, in the words of the create", async () => {
    const about = (id: string): object => ({ ...observation, subject: { reference: `Patient/${id}` } });
    const ids = [mainPatient.slice("Patient/".length), unknown];
    const [there, not] = await Promise.all(ids.map((id) => demo.ask("huisarts-elders", "POST", "Observation/$validate", request(about(id), "create"))));
    expect(seen(there!)).toEqual(seen(not!));
    const created = await demo.ask("huisarts-elders", "POST", "Observation", about(ids[0]!));
    expect(errors(there!)).toEqual(faults(created.body));
  });

  test("a number that somebody carries and one that nobody carries are alike", async () => {
    const patient = (value: string): Patient => ({ resourceType: "Patient", name: [{ family: "Voorbeeld", given: ["Jo"] }], birthDate: "1950-01-01", gender: "male", identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/bsn", value }] });
    const [carried, free] = await Promise.all([mainBsn, "999990007"].map((bsn) => demo.ask("huisarts-elders", "POST", "Patient/$validate", request(patient(bsn), "create"))));
    expect(carried!.status).toBe(200);
    expect(seen(carried!)).toEqual(seen(free!));
    expect(carried!.text).not.toContain(mainBsn);
  });

  test("no-row-no-access: a role that never writes a type isn't heard about it", async () => {
    const answer = await demo.ask("rho-analist", "POST", "Observation/$validate", request(observation));
    expect([answer.status, faults(answer.body)[0]?.rule]).toEqual([403, "no-row-no-access"]);
  });

  test("without a token nobody validates", async () => {
    expect((await demo.ask(undefined, "POST", "Observation/$validate", request(observation))).status).toBe(401);
  });
});

describe("what $validate?mode=create says is what a create says", () => {
  /** Of each invalid example one in twelve, so that every profile has some. */
  const spoilt = [...invalid].flatMap(([profile, rows]) =>
    rows.flatMap(({ constraint, of, change }, place): (readonly [string, Resource])[] => {
      const valid = examples.get(of);
      return place % 12 !== 0 || valid === undefined || storedType(valid.resourceType)?.kind !== "care" ? [] : [[`${profile} ${constraint}`, patched(valid, change)]];
    }),
  );

  test("for invalid examples of every profile, issue by issue", async () => {
    expect(spoilt.length).toBeGreaterThan(50);
    for (const [name, resource] of spoilt) {
      const [created, validated] = [await demo.ask("huisarts", "POST", resource.resourceType, resource), await demo.ask("huisarts", "POST", `${resource.resourceType}/$validate?mode=create`, resource)];
      // a type that nobody creates isn't looked into
      const said = created.status < 300 || created.status === 405 ? [] : faults(created.body);
      expect([name, errors(validated)]).toEqual([name, expect.arrayContaining([...said])]);
      expect([name, errors(validated).length > 0]).toEqual([name, created.status >= 400]);
    }
  });
});

test("an entry of a batch may ask it", async () => {
  const entry = (mode: string, resource: object): object => ({ resource, request: { method: "POST", url: `Observation/$validate?mode=${mode}` } });
  const answer = await demo.ask("huisarts", "POST", "", { resourceType: "Bundle", type: "batch", entry: [entry("create", observation), entry("create", wrong)] });
  const outcomes = (answer.body.entry ?? []).map(({ resource }) => resource);
  expect(outcomes).toMatchObject([{ resourceType: "OperationOutcome", issue: [{ severity: "information" }] }, { resourceType: "OperationOutcome", issue: [{ severity: "error", expression: ["Observation.status"] }] }]);
});

test("every stored type has it, and /metadata says so with HL7's own definition", async () => {
  const metadata = (await demo.ask(undefined, "GET", "metadata")).body as unknown as { readonly rest: readonly { readonly resource: readonly { readonly type: string; readonly operation: readonly object[] }[] }[] };
  const said = metadata.rest[0]!.resource.filter(({ operation }) => operation.some((each) => JSON.stringify(each) === JSON.stringify({ name: "validate", definition: "http://hl7.org/fhir/OperationDefinition/Resource-validate" })));
  expect(said.map(({ type }) => type)).toEqual(storedTypes.map(({ type }) => type));
  const written = new Set(policy.filter(({ may, roles }) => roles.includes("huisarts") && (may.includes("create") || may.includes("update"))).flatMap(({ on }) => on));
  for (const type of written) {
    const answer = await demo.ask("huisarts", "POST", `${type}/$validate`, request({ resourceType: type }));
    expect([type, answer.status, answer.body.resourceType]).toEqual([type, 200, "OperationOutcome"]);
  }
});
