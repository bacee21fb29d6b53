import { storedTypes } from "@wijkverband/fhir";
import { mainPatient, people } from "@wijkverband/server";
import { describe, expect, test } from "vitest";
import type { Answer } from "../harness.ts";
import { useDemo } from "../use-demo.ts";

const snomed = "http://snomed.info/sct";
const types = storedTypes.filter(({ kind }) => kind === "care" || kind === "server").map(({ type }) => type);

/** What the patient doesn't want done, in every way a Consent can say it: by itself, and naming the very people and organisations who read. */
function refusal(code: string, provision: object): object {
  return {
    resourceType: "Consent",
    status: "active",
    scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "treatment" }] },
    category: [{ coding: [{ system: snomed, code: "129125009" }] }],
    patient: { reference: mainPatient },
    dateTime: "2026-11-24",
    policy: [{ uri: "https://wetten.overheid.nl/" }],
    provision: { type: "deny", code: [{ coding: [{ system: snomed, code }] }], ...provision },
  };
}

describe("basis: a treatment directive with deny changes no access at all", () => {
  const demo = useDemo();

  /** All that a person finds, on every page of a search without conditions for each type, and how it ends. */
  async function visibleTo(person: string): Promise<readonly string[]> {
    const seen: string[] = [];
    for (const type of types) {
      let path: string | undefined = `${type}?_count=200`;
      while (path !== undefined) {
        const page: Answer = await demo.ask(person, "GET", path);
        seen.push(...(page.body.entry ?? []).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`), ...(page.status === 200 ? [] : [`${type}: ${page.status}`]));
        path = page.body.link?.find(({ relation }) => relation === "next")?.url.slice(`${demo.url}/fhir/`.length);
      }
    }
    const operations = await Promise.all(["$palliative-handover", "$responsible-gp", "$everything"].map(async (code) => `${code}: ${(await demo.ask(person, "GET", `${mainPatient}/${code}`)).status}`));
    return [...seen.toSorted(), ...operations];
  }

  test("every person of the demo sees the same before and after, but for the directives themselves", async () => {
    const before = new Map<string, readonly string[]>();
    for (const { key } of people) before.set(key, await visibleTo(key));
    expect(before.get("huisarts")?.length).toBeGreaterThan(50);
    expect(before.get("wijkverpleegkundige")?.some((each) => each.startsWith("Consent/"))).toBe(true);
    // the topics of notifications are about nobody
    expect(before.get("wijkverpleegkundige-elders")?.filter((each) => each.includes("/") && !each.startsWith("Basic/topic-"))).toEqual([]);

    const actor = (reference: string): object => ({ role: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-RoleCode", code: "CONSENTER" }] }, reference: { reference } });
    const directives = [
      refusal("40617009", {}),
      refusal("305351004", { actor: [actor(mainPatient)] }),
      refusal("89666000", { period: { start: "2026-01-01" } }),
    ];
    const written: string[] = [];
    for (const directive of directives) {
      const { status, body } = await demo.ask("huisarts", "POST", "Consent", directive);
      expect(status).toBe(201);
      written.push(`Consent/${body.id}`);
    }
    for (const { key } of people) {
      const after = await visibleTo(key);
      expect([key, after.filter((each) => !written.includes(each))]).toEqual([key, before.get(key)]);
    }
    // and they are there for who reads limits
    for (const each of written) expect((await demo.ask("wijkverpleegkundige", "GET", each)).status).toBe(200);
  });

  test("nor does one that names organisations, or holds a rule that would deny them if it were about privacy", async () => {
    const post = { role: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", code: "IRCP" }] }, reference: { reference: "Organization/spoedpost-modelregio" } };
    const home = { ...post, reference: { reference: "Organization/thuiszorg-proeftuin" } };
    const status = async () => Promise.all(["post-huisarts", "wijkverpleegkundige", "apotheker"].map(async (who) => (await demo.ask(who, "GET", `${mainPatient}/$palliative-handover`)).status));
    expect(await status()).toEqual([200, 200, 200]);
    for (const provision of [{ actor: [post, home] }, { provision: [{ type: "deny", actor: [post] }, { type: "deny" }] }, { securityLabel: [{ system: "https://wijkverband.example/fhir/CodeSystem/domein", code: "medisch" }] }]) {
      // the profile may refuse it; what is stored must change nothing
      expect([201, 422]).toContain((await demo.ask("huisarts", "POST", "Consent", refusal("40617009", provision))).status);
      expect(await status()).toEqual([200, 200, 200]);
    }
  });
});
