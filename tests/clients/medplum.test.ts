import { MedplumClient, OperationOutcomeError, type MedplumRequestOptions } from "@medplum/core";
import { createClientAssertion } from "@wijkverband/identity";
import { mainPatient } from "@wijkverband/server";
import type { Bundle } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { condition, observation } from "../observations.ts";
import { useDemo } from "../use-demo.ts";
import { describeJourney, type Client } from "./journey.ts";
import { signIn } from "./sign-in.ts";

/** The client as it talks to its own server, but for the path. */
function drive(client: MedplumClient): Client {
  const against = (ifMatch: string | undefined): MedplumRequestOptions => (ifMatch === undefined ? {} : { headers: { "If-Match": ifMatch } });
  const answer = async <T>(call: PromiseLike<unknown>): Promise<T> => (await call) as T;
  return {
    capability: () => answer(client.get(client.fhirUrl("metadata"))),
    // it keeps what it read for a while, and would tell of none of what others do
    read: (type, id) => answer(client.readResource(type as never, id, { cache: "reload" })),
    vread: (type, id, version) => answer(client.readVersion(type as never, id, version)),
    history: (type, id) => answer(client.readHistory(type as never, id)),
    search: (type, parameters) => answer(client.search(type as never, { ...parameters }, { cache: "reload" })),
    searchByPost: (type, parameters) => answer(client.post(client.fhirUrl(type, "_search"), new URLSearchParams(parameters).toString(), "application/x-www-form-urlencoded")),
    async next(page) {
      const url = page.link?.find(({ relation }) => relation === "next")?.url;
      return url === undefined ? undefined : answer<Bundle>(client.get(url));
    },
    create: (resource, ifNoneExist) => answer(ifNoneExist === undefined ? client.createResource(resource as never) : client.createResourceIfNoneExist(resource as never, ifNoneExist)),
    update: (resource, ifMatch) => answer(client.updateResource(resource as never, against(ifMatch))),
    patch: (type, id, operations, ifMatch) => answer(client.patchResource(type as never, id, [...operations], against(ifMatch))),
    remove: (type, id) => client.deleteResource(type as never, id),
    send: (bundle) => answer(client.executeBatch(bundle as never)),
    operation: (path, name, input) => answer(client.post(client.fhirUrl(path, name), input)),
    refusal(thrown) {
      if (!(thrown instanceof OperationOutcomeError)) throw thrown;
      return { outcome: thrown.outcome };
    },
  };
}

describe("MedplumClient", () => {
  const demo = useDemo();
  const open = async (who: string): Promise<MedplumClient> => new MedplumClient({ baseUrl: `${demo.url}/`, fhirUrlPath: "fhir/", accessToken: await signIn(demo, who) });

  describeJourney(async (who) => drive(await open(who)));

  test("pages through a search by its own walk", async () => {
    const client = await open("huisarts");
    const walked: (string | undefined)[] = [];
    let pages = 0;
    for await (const page of client.searchResourcePages("Patient", { _count: "4" })) {
      walked.push(...page.map(({ id }) => id));
      pages += 1;
    }
    expect(pages).toBeGreaterThan(1);
    const all = (await client.searchResources("Patient", { _count: "200" })).map(({ id }) => id);
    expect([walked.length, new Set(walked)]).toEqual([all.length, new Set(all)]);
  });

  test("upserts on a condition: creates, then updates against the version", async () => {
    const client = await open("huisarts");
    const number = "upsert";
    const made = await client.upsertResource(observation(number) as never, condition(number));
    expect(made).toMatchObject({ resourceType: "Observation", status: "final" });
    const again = await client.upsertResource(observation(number, { status: "amended" }) as never, condition(number), { headers: { "If-Match": 'W/"1"' } });
    expect(again).toMatchObject({ id: (made as { readonly id: string }).id, status: "amended", meta: { versionId: "2" } });
  });

  test("its own way to sign in asks for no scope, and hears so: give it a token", async () => {
    const client = new MedplumClient({ baseUrl: `${demo.url}/`, fhirUrlPath: "fhir/", tokenUrl: `${demo.url}/oauth/token` });
    const assertion = await createClientAssertion({ clientId: "systeem-praktijk-voorbeeldstraat", tokenEndpoint: `${demo.url}/oauth/token`, key: demo.runtime.keys.clients["systeem-praktijk-voorbeeldstraat"] ?? {}, purpose: "TREAT", person: { id: "900000001", name: "Eva Fictief", role: "huisarts" } });
    await expect(client.startJwtAssertionLogin(assertion)).rejects.toThrow("scope is required");
  });

  test("asks what would be wrong, and gets what is", async () => {
    const client = await open("huisarts");
    const outcome = await client.validateResource(observation("ongeldig", { status: "onzin" }) as never);
    expect(outcome.issue).toContainEqual(expect.objectContaining({ severity: "error", expression: ["Observation.status"] }));
  });

  test("reads by reference, everything of a patient, and in batches by itself", async () => {
    const client = await open("huisarts");
    expect(await client.readReference({ reference: mainPatient })).toMatchObject({ id: "willem-voorbeeld" });
    const everything = await client.readPatientEverything("willem-voorbeeld");
    expect(everything.entry?.length).toBeGreaterThan(10);
    const batching = new MedplumClient({ baseUrl: `${demo.url}/`, fhirUrlPath: "fhir/", accessToken: await signIn(demo, "huisarts"), autoBatchTime: 20 });
    const both = await Promise.all([batching.readResource("Patient", "willem-voorbeeld"), batching.readResource("Consent", "willem-limiet-icd")]);
    expect(both.map(({ id }) => id)).toEqual(["willem-voorbeeld", "willem-limiet-icd"]);
  });
});
