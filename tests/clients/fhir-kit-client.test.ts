import { CapabilityTool, Client as FhirKitClient } from "fhir-kit-client";
import { describe, expect, test } from "vitest";
import { useDemo } from "../use-demo.ts";
import { describeJourney, type Client } from "./journey.ts";
import { signIn } from "./sign-in.ts";

type Sent = Parameters<FhirKitClient["create"]>[0]["body"];
type Refusal = { readonly response: { readonly status: number; readonly data: never } };

/** The client as its documentation has it used. */
function drive(client: FhirKitClient): Client {
  const against = (ifMatch: string | undefined): object => (ifMatch === undefined ? {} : { options: { headers: { "If-Match": ifMatch } } });
  const answer = async <T>(call: Promise<object> | undefined): Promise<T> => (await call) as T;
  return {
    capability: () => answer(client.capabilityStatement()),
    read: (resourceType, id) => answer(client.read({ resourceType, id })),
    vread: (resourceType, id, version) => answer(client.vread({ resourceType, id, version })),
    history: (resourceType, id) => answer(client.history({ resourceType, id })),
    search: (resourceType, searchParams) => answer(client.search({ resourceType, searchParams })),
    searchByPost: (resourceType, searchParams) => answer(client.search({ resourceType, searchParams, options: { postSearch: true } })),
    next: (bundle) => answer(client.nextPage({ bundle: bundle as never })),
    create: (body, ifNoneExist) => answer(client.create({ resourceType: (body as Sent).resourceType, body: body as Sent, ...(ifNoneExist !== undefined && { options: { headers: { "If-None-Exist": ifNoneExist } } }) })),
    update: (body, ifMatch) => answer(client.update({ resourceType: body.resourceType, id: body.id ?? "", body: body as unknown as Sent, ...against(ifMatch) })),
    patch: (resourceType, id, operations, ifMatch) => answer(client.patch({ resourceType, id, jsonPatch: [...operations], ...against(ifMatch) })),
    remove: (resourceType, id) => client.delete({ resourceType, id }),
    send: (body) => answer(body.type === "batch" ? client.batch({ body: body as never }) : client.transaction({ body: body as never })),
    operation(path, name, input) {
      const [resourceType = "", id] = path.split("/");
      return answer(client.operation({ name, resourceType, ...(id !== undefined && { id }), input: input as never }));
    },
    refusal: (thrown) => ({ status: (thrown as Refusal).response.status, outcome: (thrown as Refusal).response.data }),
  };
}

describe("fhir-kit-client", () => {
  const demo = useDemo();
  const open = async (who: string): Promise<FhirKitClient> => {
    const baseUrl = `${demo.url}/fhir`;
    const { tokenUrl } = await new FhirKitClient({ baseUrl }).smartAuthMetadata();
    return new FhirKitClient({ baseUrl, bearerToken: await signIn(demo, who, tokenUrl?.href) });
  };

  describeJourney(async (who) => drive(await open(who)));

  test("finds where tokens are given whichever of its three ways answers first", async () => {
    for (let time = 0; time < 10; time++) expect((await new FhirKitClient({ baseUrl: `${demo.url}/fhir` }).smartAuthMetadata()).tokenUrl?.href).toBe(`${demo.url}/oauth/token`);
  });

  test("its capability tool reads ours", async () => {
    const client = await open("huisarts");
    const tool = new CapabilityTool(await client.capabilityStatement());
    expect([tool.serverCan("transaction"), tool.serverCan("batch"), tool.resourceCan("Consent", "patch"), tool.resourceSearch("Consent", "category")]).toEqual([true, true, true, true]);
    expect([tool.resourceCan("Claim", "read"), tool.resourceCan("AuditEvent", "create")]).toEqual([false, false]);
  });

  test("its resolver follows references: relative, absolute and within a bundle", async () => {
    const client = await open("huisarts");
    expect(await client.resolve({ reference: "Patient/willem-voorbeeld" })).toMatchObject({ id: "willem-voorbeeld" });
    expect(await client.resolve({ reference: `${demo.url}/fhir/Patient/willem-voorbeeld` })).toMatchObject({ id: "willem-voorbeeld" });
    const context = await client.search({ resourceType: "Consent", searchParams: { _id: "willem-limiet-icd", _include: "Consent:patient" } });
    expect(await client.resolve({ reference: "Patient/willem-voorbeeld", context })).toMatchObject({ id: "willem-voorbeeld" });
  });
});
