import { system } from "@wijkverband/fhir";
import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Bundle, BundleEntry, CapabilityStatement, OperationOutcome, Parameters, Provenance, Resource, Task } from "hl7-fhir-r4-types";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { byBsn, faults, valueOf, type Body } from "../harness.ts";
import { condition, observation } from "../observations.ts";
import { planFor } from "../people/plan.ts";
import { added } from "../proposals.ts";

/** What every FHIR client of somebody else does for its user, in whatever words; a refusal is thrown as the client throws it. */
export interface Client {
  capability(): Promise<CapabilityStatement>;
  read(type: string, id: string): Promise<Resource>;
  vread(type: string, id: string, version: string): Promise<Resource>;
  history(type: string, id: string): Promise<Bundle>;
  search(type: string, parameters: Readonly<Record<string, string>>): Promise<Bundle>;
  searchByPost(type: string, parameters: Readonly<Record<string, string>>): Promise<Bundle>;
  /** The page after this one, by its link. */
  next(page: Bundle): Promise<Bundle | undefined>;
  create(resource: object, ifNoneExist?: string): Promise<Resource>;
  update(resource: Resource, ifMatch?: string): Promise<Resource>;
  /** A JSON Patch. */
  patch(type: string, id: string, operations: readonly { readonly op: "replace"; readonly path: string; readonly value: unknown }[], ifMatch: string): Promise<Resource>;
  remove(type: string, id: string): Promise<unknown>;
  send(bundle: Bundle): Promise<Bundle>;
  /** @param path of what the operation is on, without the name */
  operation(path: string, name: string, input: Parameters): Promise<Resource>;
  /** What the client tells its user of a refusal; not every client says the status. */
  refusal(thrown: unknown): { readonly status?: number; readonly outcome: OperationOutcome };
}

/** The same journey with every client: from its capability to a proposal that is accepted.
 *  @param signIn the client as a person of the demo works with it */
export function describeJourney(signIn: (who: string) => Promise<Client>): void {
  describe("the whole journey", () => {
    let gp: Client;
    let nurse: Client;
    let stranger: Client;
    beforeAll(async () => {
      [gp, nurse, stranger] = await Promise.all([signIn("huisarts"), signIn("wijkverpleegkundige"), signIn("huisarts-elders")]);
    });

    /** What a call is refused with. */
    const refused = async (client: Client, call: Promise<unknown>): Promise<{ readonly status: number | undefined; readonly faults: ReturnType<typeof faults> }> => {
      const thrown: unknown = await call.then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(thrown, "a refusal").toBeDefined();
      const { status, outcome } = client.refusal(thrown);
      return { status, faults: faults(outcome) };
    };
    const store = (number: string): Promise<Resource> => gp.create(observation(number));
    const stamp = ({ meta }: Resource): string | undefined => meta?.versionId;
    const found = (bundle: Bundle, mode = "match"): readonly string[] => (bundle.entry ?? []).filter(({ search }) => search?.mode === mode).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`);

    test("the server says what it is and does", async () => {
      const statement = await gp.capability();
      expect(statement).toMatchObject({ resourceType: "CapabilityStatement", fhirVersion: "4.0.1", rest: [{ mode: "server" }] });
      const patient = statement.rest?.[0]?.resource?.find(({ type }) => type === "Patient");
      expect(patient?.operation?.map(({ name }) => name)).toEqual(expect.arrayContaining(["palliative-handover", "responsible-gp"]));
    });

    test("read, vread and history", async () => {
      const first = await store("lezen");
      const second = await gp.update({ ...first, status: "amended" } as Resource, 'W/"1"');
      expect(stamp(second)).toBe("2");
      const id = first.id ?? "";
      expect(await gp.read("Observation", id)).toMatchObject({ id, status: "amended" });
      expect(await gp.vread("Observation", id, "1")).toMatchObject({ id, status: "final", meta: { versionId: "1" } });
      expect((await gp.history("Observation", id)).entry?.map(({ resource }) => resource?.meta?.versionId)).toEqual(["2", "1"]);
    });

    test("search by GET, with what is included", async () => {
      const limits = await gp.search("Consent", { patient: "willem-voorbeeld", category: "http://snomed.info/sct|129125009", _include: "Consent:actor" });
      expect(found(limits)).toContain("Consent/willem-limiet-reanimatie");
      expect(found(limits, "include")).toEqual(expect.arrayContaining([mainPatient, "PractitionerRole/eva-fictief-huisarts"]));
    });

    test("no-bsn: search by BSN as a POST; a GET with one is refused", async () => {
      const identifier = `${system.bsn}|${mainBsn}`;
      expect(found(await gp.searchByPost("Patient", { identifier }))).toEqual([mainPatient]);
      expect(found(await stranger.searchByPost("Patient", { identifier }))).toEqual([]);
      const refusal = await refused(gp, gp.search("Patient", { identifier }));
      expect(refusal.faults).toEqual([expect.objectContaining({ rule: "no-bsn" })]);
    });

    test("pages, by their next links to the end", async () => {
      const all = found(await gp.search("Patient", { _count: "200" }));
      const paged: string[] = [];
      let page: Bundle | undefined = await gp.search("Patient", { _count: "4" });
      let pages = 0;
      for (; page !== undefined; page = await gp.next(page)) {
        paged.push(...found(page));
        pages += 1;
      }
      expect(pages).toBeGreaterThan(1);
      expect(paged.toSorted()).toEqual(all.toSorted());
    });

    test("create, and create only what isn't there", async () => {
      const made = await gp.create(observation("een-keer"), condition("een-keer"));
      const again = await gp.create(observation("een-keer", { status: "amended" }), condition("een-keer"));
      expect(made).toMatchObject({ status: "final", meta: { versionId: "1" } });
      expect(again).toMatchObject({ id: made.id, status: "final", meta: { versionId: "1" } });
    });

    test("if-match-required: an update says on which version it is based, and a stale one is refused", async () => {
      const made = await store("verouderd");
      expect(await gp.update({ ...made, status: "amended" } as Resource, 'W/"1"')).toMatchObject({ status: "amended" });
      const stale = await refused(gp, gp.update({ ...made, status: "corrected" } as Resource, 'W/"1"'));
      expect([412, undefined]).toContain(stale.status);
      expect(stale.faults).toEqual([expect.objectContaining({ rule: "if-match-required", text: "the current version is 2" })]);
      const unnamed = await refused(gp, gp.update({ ...made, status: "corrected" } as Resource));
      expect([400, undefined]).toContain(unnamed.status);
      expect(unnamed.faults).toEqual([expect.objectContaining({ rule: "if-match-required" })]);
    });

    test("JSON Patch, then delete: what was is gone, not unknown", async () => {
      const { id = "" } = await store("weg");
      expect(await gp.patch("Observation", id, [{ op: "replace", path: "/status", value: "amended" }], 'W/"1"')).toMatchObject({ id, status: "amended", meta: { versionId: "2" } });
      await gp.remove("Observation", id);
      const gone = await refused(gp, gp.read("Observation", id));
      expect([410, undefined]).toContain(gone.status);
      expect(gone.faults).toEqual([expect.objectContaining({ text: "deleted" })]);
    });

    test("a batch answers each by itself", async () => {
      const answer = await gp.send({
        resourceType: "Bundle",
        type: "batch",
        entry: [{ request: { method: "GET", url: mainPatient } }, { request: { method: "GET", url: "Patient/onbekend" } }, { request: { method: "POST", url: "Observation" }, resource: observation("in-een-batch") as Resource }],
      });
      expect(answer).toMatchObject({ type: "batch-response" });
      expect(statuses(answer)).toEqual(["200", "404", "201"]);
    });

    test("a transaction is all or nothing, and its own references are resolved", async () => {
      const [one, other] = ["urn:uuid:6f1c2f0a-7d53-4f0b-9a55-0c2f5ad3a001", "urn:uuid:6f1c2f0a-7d53-4f0b-9a55-0c2f5ad3a002"];
      const entry = (fullUrl: string, resource: object): BundleEntry => ({ fullUrl, resource: resource as Resource, request: { method: "POST", url: "Observation" } });
      const answer = await gp.send({ resourceType: "Bundle", type: "transaction", entry: [entry(one, observation("panel", { hasMember: [{ reference: other }] })), entry(other, observation("deel"))] });
      expect(statuses(answer)).toEqual(["201", "201"]);
      const [panel, part] = (answer.entry ?? []).map(({ response }) => /Observation\/([^/]+)/.exec(response?.location ?? "")?.[1] ?? "");
      expect(await gp.read("Observation", panel ?? "")).toMatchObject({ hasMember: [{ reference: `Observation/${part}` }] });
      const broken = await refused(gp, gp.send({ resourceType: "Bundle", type: "transaction", entry: [entry(one, observation("half")), entry(other, observation("kapot", { status: "onzin" }))] }));
      expect([422, undefined]).toContain(broken.status);
      expect(broken.faults).toContainEqual(expect.objectContaining({ expression: "Bundle.entry[1].resource.status" }));
      expect(found(await gp.search("Observation", { identifier: "https://his.voorbeeld.example|half" }))).toEqual([]);
    });

    test("the call of the night, and who answers for the patient", async () => {
      const night = await gp.operation("Patient", "$palliative-handover", byBsn(mainBsn));
      expect(valueOf(night as Body, "status")).toBe("current");
      expect(valueOf(night as Body, "handover")).toMatchObject({ resourceType: "Bundle", type: "document" });
      const responsible = await gp.operation(mainPatient, "$responsible-gp", { resourceType: "Parameters", parameter: [{ name: "at", valueInstant: "2026-11-24T10:00:00+01:00" }] });
      expect(valueOf(responsible as Body, "rule")).toBe("patient-cover");
    });

    test("what would be stored is judged beforehand, and stored nowhere", async () => {
      const judge = async (resource: object): Promise<ReturnType<typeof faults>> => faults((await gp.operation("Observation", "$validate", { resourceType: "Parameters", parameter: [{ name: "resource", resource: resource as Resource }] })) as Body);
      expect((await judge(observation("alleen-kijken"))).map(({ expression }) => expression)).not.toContain("Observation.status");
      expect((await judge(observation("alleen-kijken", { status: "onzin" }))).map(({ expression }) => expression)).toContain("Observation.status");
      expect(found(await gp.search("Observation", { identifier: "https://his.voorbeeld.example|alleen-kijken" }))).toEqual([]);
    });

    test("a Subscription: asked for, at work, of nobody else, and taken back", async () => {
      const content = { extension: [{ url: "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content", valueCode: "id-only" }] };
      const { id = "" } = await gp.create({ resourceType: "Subscription", status: "requested", reason: "voorstellen in het HIS", criteria: "https://wijkverband.example/fhir/SubscriptionTopic/proposal-made", channel: { type: "websocket", payload: "application/fhir+json", _payload: content } });
      await vi.waitFor(async () => expect(await gp.read("Subscription", id)).toMatchObject({ status: "active" }), { timeout: 10_000, interval: 100 });
      const told = (await gp.operation(`Subscription/${id}`, "$status", { resourceType: "Parameters" })) as Bundle;
      expect(told).toMatchObject({ type: "searchset", entry: [{ resource: { resourceType: "Parameters" } }] });
      await refused(nurse, nurse.read("Subscription", id));
      await gp.remove("Subscription", id);
      await refused(gp, gp.read("Subscription", id));
    });

    test("a refusal says where and by which rule; a stranger hears only that nothing is found", async () => {
      const invalid = await refused(gp, gp.create(observation("ongeldig", { status: "onzin", component: [{ valueQuantity: { value: 1 } }] })));
      expect([422, undefined]).toContain(invalid.status);
      expect(invalid.faults.map(({ expression }) => expression)).toEqual(expect.arrayContaining(["Observation.status", "Observation.component[0].code"]));
      const foreign = await refused(gp, gp.update({ ...(await nurse.create(observation("verpleegkundig"))), status: "amended" } as Resource, 'W/"1"'));
      expect([403, undefined]).toContain(foreign.status);
      expect(foreign.faults).toEqual([expect.objectContaining({ rule: "own-part" })]);
      const hidden = await refused(stranger, stranger.read("Patient", "willem-voorbeeld"));
      expect(hidden).toEqual(await refused(stranger, stranger.read("Patient", "onbekend")));
      expect(hidden.faults).toEqual([{ text: "not found" }]);
    });

    test("a plan, a proposal on the record, the inbox of the practice, and two signatures", async () => {
      const plan = await nurse.create(planFor(mainPatient));
      const view = (await gp.operation(`CarePlan/${plan.id}`, "$plan-view", { resourceType: "Parameters" })) as Bundle;
      expect(view.entry?.map(({ resource }) => resource?.resourceType)).toEqual(expect.arrayContaining(["CarePlan", "Patient", "CareTeam"]));
      const allergy = "AllergyIntolerance/willem-allergie";
      const patch: Parameters = { resourceType: "Parameters", parameter: [added("AllergyIntolerance", "note", { valueAnnotation: { text: "Ook uitslag van pleisters." } })] };
      const proposed = (await nurse.operation(allergy, "$propose", { resourceType: "Parameters", parameter: [{ name: "patch", resource: patch }, { name: "reason", valueString: "Gezien bij het wassen." }] })) as Task;
      expect(proposed).toMatchObject({ resourceType: "Task", status: "requested" });
      expect(found(await gp.search("Task", { "waits-for": "Organization/praktijk-voorbeeldstraat", code: "voorstel" }))).toContain(`Task/${proposed.id}`);
      const accept: Parameters = { resourceType: "Parameters", parameter: [{ name: "decision", valueCode: "accept" }] };
      expect(await gp.operation(`Task/${proposed.id}`, "$decide", accept)).toMatchObject({ status: "accepted" });
      const signed = (await gp.search("Provenance", { target: allergy })).entry?.[0]?.resource as Provenance;
      expect(signed.agent.map(({ type }) => type?.coding?.[0]?.code)).toEqual(["author", "verifier"]);
      const twice = await refused(gp, gp.operation(`Task/${proposed.id}`, "$decide", accept));
      expect([409, undefined]).toContain(twice.status);
      expect(twice.faults).toEqual([expect.objectContaining({ rule: "status-step", expression: "Task.status" })]);
    });
  });
}

function statuses(answer: Bundle): readonly (string | undefined)[] | undefined {
  return answer.entry?.map(({ response }) => response?.status?.slice(0, 3));
}
