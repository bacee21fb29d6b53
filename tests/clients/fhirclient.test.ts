import smart from "fhirclient";
import type { Bundle, Parameters, Resource } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { useDemo } from "../use-demo.ts";
import { describeJourney, type Client } from "./journey.ts";
import { signIn } from "./sign-in.ts";

/** What the types of the package forget to say that it exports. */
const { FhirClient } = smart as unknown as { readonly FhirClient: (typeof import("fhirclient/lib/FhirClient.js"))["default"] };
type FhirClient = InstanceType<typeof FhirClient>;

/** The client for a backend: it knows no token of its own, so each call carries one. */
function drive(client: FhirClient, token: string): Client {
  const authorization = `Bearer ${token}`;
  const headers = (more: Readonly<Record<string, string>> = {}): { readonly headers: Record<string, string> } => ({ headers: { authorization, ...more } });
  const against = (ifMatch: string | undefined): ReturnType<typeof headers> => headers(ifMatch === undefined ? {} : { "if-match": ifMatch });
  const get = <T>(path: string): Promise<T> => client.fhirRequest<T>(path, headers());
  const post = <T>(path: string, body: Resource): Promise<T> => client.fhirRequest<T>(path, { ...headers({ "content-type": "application/fhir+json" }), method: "POST", body: JSON.stringify(body) });
  return {
    capability: () => get("metadata"),
    read: (type, id) => get(`${type}/${id}`),
    vread: (type, id, version) => get(`${type}/${id}/_history/${version}`),
    history: (type, id) => get(`${type}/${id}/_history`),
    search: (type, parameters) => get(`${type}?${new URLSearchParams(parameters)}`),
    searchByPost: (type, parameters) => client.fhirRequest(`${type}/_search`, { ...headers({ "content-type": "application/x-www-form-urlencoded" }), method: "POST", body: new URLSearchParams(parameters).toString() }),
    async next(page) {
      const pages = client.pages(page, headers());
      await pages.next();
      return (await pages.next()).value as Bundle | undefined;
    },
    create: (resource, ifNoneExist) => client.create<Resource>(resource, headers(ifNoneExist === undefined ? {} : { "if-none-exist": ifNoneExist })),
    update: (resource, ifMatch) => client.update<Resource>(resource as never, against(ifMatch)),
    patch: (type, id, operations, ifMatch) => client.patch<Resource>(`${type}/${id}`, operations as never, against(ifMatch)),
    remove: (type, id) => client.delete(`${type}/${id}`, headers()),
    send: (bundle) => post("", bundle),
    operation: (path, name, input: Parameters) => post(`${path}/${name}`, input),
    refusal(thrown) {
      const { status, message } = thrown as { readonly status: number; readonly message: string };
      // it has read the body, and keeps it as the end of its message
      return { status, outcome: JSON.parse(message.slice(message.indexOf("\n\n"))) as never };
    },
  };
}

describe("fhirclient", () => {
  const demo = useDemo();
  const open = (): FhirClient => new FhirClient(`${demo.url}/fhir`);

  describeJourney(async (who) => drive(open(), await signIn(demo, who)));

  test("knows us for R4 without a token", async () => {
    expect([await open().getFhirVersion(), await open().getFhirRelease()]).toEqual(["4.0.1", 4]);
  });

  test("walks all pages and their resources, and mounts what a resource refers to", async () => {
    const client = open();
    const headers = { authorization: `Bearer ${await signIn(demo, "huisarts")}` };
    const walked: string[] = [];
    for await (const { id } of client.resources("Patient?_count=3", { headers }) as AsyncGenerator<{ readonly id: string }>) walked.push(id);
    expect(walked).toContain("willem-voorbeeld");
    expect(new Set(walked).size).toBe(walked.length);
    const limit = await client.fhirRequest<{ readonly patient: unknown }>("Consent/willem-limiet-icd", { headers });
    await client.resolveReferences(limit, ["patient"], { headers });
    expect(limit.patient).toMatchObject({ resourceType: "Patient", id: "willem-voorbeeld" });
  });
});
