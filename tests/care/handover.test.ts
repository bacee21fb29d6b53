import type { Bundle, Composition, Resource } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { findReferences, parseJson, stringifyJson } from "@wijkverband/fhir";
import { assembleHandover, forbidden, missingFrom, resolverOf, sections } from "@wijkverband/care";
import { adresboek } from "../people/wijk.ts";
import { naasten, uitdrukkelijkNiets, willemVoorbeeld, willemsDossier } from "../people/willem.ts";
import { scenarios } from "../people/willem-health.ts";
import { behandelgrenzen } from "../people/willem-wishes.ts";
import { at, draftOf } from "./draft.ts";

const compositionOf = (document: Bundle): Composition => document.entry![0]!.resource as Composition;
const without = (...ids: readonly string[]): Resource[] => willemsDossier().filter(({ id }) => !ids.includes(id ?? ""));
const missing = (record: Resource[]): readonly string[] => draftOf(record).missing.map(({ key }) => key);

describe("assembling from a complete record", () => {
  const { draft, missing: none } = draftOf();
  const composition = compositionOf(draft);

  test("misses nothing", () => {
    expect(none).toEqual([]);
  });

  test("starts with a preliminary composition that names who is to attest, and nobody's signature", () => {
    expect(draft).toMatchObject({ type: "document", timestamp: at.toISOString(), identifier: { system: "urn:ietf:rfc:3986" } });
    expect(composition).toMatchObject({
      resourceType: "Composition",
      status: "preliminary",
      custodian: { reference: "Organization/praktijk-voorbeeldstraat" },
      attester: [{ mode: "legal", party: { reference: "PractitionerRole/eva-fictief-huisarts" } }],
    });
    expect(composition.attester![0]!.time).toBeUndefined();
  });

  test("has the thirteen sections in order, each with entries or a reason", () => {
    expect(composition.section?.map(({ code }) => code?.coding?.[0]?.code)).toEqual(sections.map(({ key }) => key));
    for (const section of composition.section!) expect((section.entry?.length ?? 0) > 0).not.toBe(section.emptyReason !== undefined);
  });

  test("reads the limits in the order of need: CPR first", () => {
    expect(composition.section![0]!.entry!.map(({ display }) => display)).toEqual(["Reanimatie", "Ziekenhuisopname", "IC-opname", "Beademing", "Antibiotica", "Bloedproducten", "ICD uitzetten"]);
    expect(composition.section![0]!.text?.div).toContain("<b>Reanimatie</b>: Niet reanimeren <i>(10-11-2026)</i>");
  });

  test("is self-contained: every reference resolves inside it", () => {
    const resolve = resolverOf(draft);
    const loose = draft.entry!.flatMap(({ resource }) => findReferences(resource!)).filter(({ reference }) => resolve(reference) === undefined);
    expect(loose).toEqual([]);
    const types = draft.entry!.map(({ resource }) => `${resource!.resourceType}/${resource!.id}`);
    expect(types).toEqual(expect.arrayContaining(["Device/willem-icd", "Practitioner/eva-fictief", "PractitionerRole/noor-verzonnen-wijkverpleegkundige", "Practitioner/noor-verzonnen", "Organization/thuiszorg-proeftuin"]));
    expect(new Set(types).size).toBe(types.length);
    for (const { fullUrl, resource } of draft.entry!) expect(fullUrl).toBe(`https://wijk.example/fhir/${resource!.resourceType}/${resource!.id}`);
  });

  test("holds no home access, no privacy consent, and not a word of them", () => {
    expect(draft.entry!.filter(({ resource }) => forbidden(resource!))).toEqual([]);
    expect(JSON.stringify(draft)).not.toContain("Sleutelkluisje");
  });
});

describe("only what counts now enters", () => {
  const ids = (record: Resource[], directory: Resource[] = adresboek()): readonly (string | undefined)[] => draftOf(record, directory).draft.entry!.map(({ resource }) => resource!.id);

  test("not what is inactive, ended, in error or social", () => {
    const [first, second, third] = behandelgrenzen();
    const record = [
      ...without("willem-limiet-reanimatie", "willem-limiet-intensive-care", "willem-limiet-beademing", "anja-voorbeeld", "willem-wensen"),
      { ...first!, status: "inactive" as const },
      { ...second!, status: "entered-in-error" as const },
      { ...third!, provision: { ...third!.provision, period: { end: "2026-11-21" } } },
      { ...naasten()[1]!, active: false },
      { ...willemsDossier().find(({ id }) => id === "willem-wensen")!, meta: { security: [{ system: "https://wijkverband.example/fhir/CodeSystem/domein", code: "sociaal" }] } } as Resource,
    ];
    for (const id of [first!.id, second!.id, third!.id, "anja-voorbeeld", "willem-wensen"]) expect(ids(record)).not.toContain(id);
  });

  test("of two phases the later one", () => {
    const earlier = { ...willemsDossier().find(({ id }) => id === "willem-fase")!, id: "willem-fase-eerder", effectiveDateTime: "2026-09-01" } as Resource;
    expect(ids([earlier, ...willemsDossier()])).not.toContain("willem-fase-eerder");
    expect(ids([...willemsDossier(), earlier])).not.toContain("willem-fase-eerder");
  });

  test("a person who is not in the address book becomes a name without a link; a hidden thing not even that", () => {
    const noor = "PractitionerRole/noor-verzonnen-wijkverpleegkundige";
    const plan = { ...scenarios(), supportingInfo: [{ reference: "Flag/willem-toegang-woning", display: "sleutelkluis onder de mat" }] };
    const { draft } = draftOf([...without("willem-scenarios"), plan], adresboek().filter(({ id }) => !noor.endsWith(id!)));
    const text = JSON.stringify(draft);
    expect(text).not.toContain(noor);
    expect(text).toContain("Noor Verzonnen, wijkverpleegkundige");
    expect(text).not.toContain("onder de mat");
    expect(draft.entry!.find(({ resource }) => resource!.id === "willem-scenarios")!.resource).toMatchObject({ supportingInfo: [{ display: "Niet opgenomen in dit document" }] });
  });
});

test("a dose of 1.50 stays 1.50, though links around it were closed", () => {
  const statement = willemsDossier().find(({ id }) => id === "willem-medicatie-morfine")!;
  const dose = '[{"text":"volgens schema","doseAndRate":[{"doseQuantity":{"value":1.50,"unit":"ml"}}],"extension":[{"url":"https://elders.example/door","valueReference":{"reference":"Organization/weg"}}]}]';
  const kept = parseJson(JSON.stringify({ ...statement, dosage: "hier" }).replace('"hier"', dose)) as Resource;
  const assembled = assembleHandover(draftOf.input([...without("willem-medicatie-morfine"), kept]));
  expect(stringifyJson(assembled.draft)).toContain('"value":1.50,');
});

describe("the minimum", () => {
  test.each([
    ["limits", behandelgrenzen().map(({ id }) => id!)],
    ["phase", ["willem-fase"]],
    ["prognosis", ["willem-prognose"]],
    ["diagnosis", ["willem-diagnose"]],
    ["medication", ["willem-medicatie-morfine", "willem-medicatie-macrogol", "willem-medicatie-noodset", "willem-medicatieafspraak-morfine"]],
    ["allergies", ["willem-allergie"]],
    ["scenarios", ["willem-scenarios"]],
    ["reachability", ["willem-bereikbaarheid-huisarts"]],
    ["first-contact", ["riet-voorbeeld"]],
    ["care-present", ["willem-zorg-thuiszorg", "willem-zorg-anja"]],
  ])("names %s when it is missing, in both languages and by path", (key, ids) => {
    const found = draftOf(without(...ids)).missing;
    expect(found.map((one) => one.key)).toEqual([key]);
    expect(found[0]).toMatchObject({ rule: "minimum", expression: expect.stringMatching(/^Composition\.section\.where\(code\.coding\.code='[a-z-]+'\)/) as string });
    expect(found[0]!.text.nl).not.toBe(found[0]!.text.en);
  });

  test("asks for a representative only of who is incapable", () => {
    const incapable = willemVoorbeeld();
    incapable.extension![0]!.extension![0]!.valueBoolean = false;
    const riet = naasten()[0]!;
    const onlyFirstContact = { ...riet, relationship: riet.relationship!.filter(({ coding }) => coding![0]!.code !== "24") };
    expect(missing([incapable, ...without("willem-voorbeeld")])).toEqual([]);
    expect(missing([incapable, onlyFirstContact, ...without("willem-voorbeeld", "riet-voorbeeld")])).toEqual(["representative"]);
    expect(missing([onlyFirstContact, ...without("riet-voorbeeld")])).toEqual([]);
  });

  test.each([
    ["behandelgrenzen", "notasked", behandelgrenzen().map(({ id }) => id!)],
    ["allergieen", "nilknown", ["willem-allergie"]],
    ["scenarios", "nilknown", ["willem-scenarios"]],
    ["fase-en-prognose", "notasked", ["willem-prognose"]],
    ["contactpersonen", "nilknown", ["riet-voorbeeld", "anja-voorbeeld"]],
    ["bereikbaarheid", "nilknown", ["willem-bereikbaarheid-huisarts"]],
  ] as const)("is content with an explicit none for %s, and the document keeps who said so", (section, reason, ids) => {
    const { draft, missing: none } = draftOf([...without(...ids), uitdrukkelijkNiets(section, reason)]);
    expect(none).toEqual([]);
    expect(compositionOf(draft).section!.find(({ code }) => code?.coding?.[0]?.code === section)!.entry).toContainEqual(expect.objectContaining({ reference: `List/willem-geen-${section}` }));
  });

  test("takes no excuse for phase and diagnosis", () => {
    expect(missing([...without("willem-fase"), uitdrukkelijkNiets("fase-en-prognose", "notasked")])).toEqual(["phase"]);
    expect(missing([...without("willem-diagnose", "willem-benauwdheid"), uitdrukkelijkNiets("diagnose-en-problemen")])).toEqual(["diagnosis"]);
  });

  test("leaves a list that says 'none' out where there is something after all", () => {
    expect(JSON.stringify(draftOf([...willemsDossier(), uitdrukkelijkNiets("allergieen")]).draft)).not.toContain("willem-geen-allergieen");
  });

  test("counts the reason of an empty section, but not that it is unavailable", () => {
    const document = draftOf(without("willem-allergie")).draft;
    const section = compositionOf(document).section!.find(({ code }) => code?.coding?.[0]?.code === "allergieen")!;
    expect(section.emptyReason?.coding?.[0]?.code).toBe("unavailable");
    section.emptyReason!.coding![0]!.code = "nilknown";
    expect(missingFrom(document, at)).toEqual([]);
  });

  test("sees a problem without a policy, and an availability that is over", () => {
    const plan = scenarios();
    plan.activity![1]!.detail!.description = " ";
    expect(missing([...without("willem-scenarios"), plan])).toEqual(["scenarios"]);
    expect(draftOf(willemsDossier(), adresboek(), new Date("2026-12-05T12:00:00Z")).missing.map(({ key }) => key)).toEqual(["reachability"]);
  });
});

test("an empty record is a draft all the same, and lists everything that is missing", () => {
  const assembly = assembleHandover({ ...draftOf.input(), record: [willemVoorbeeld()] });
  expect(assembly.missing.map(({ key }) => key)).toEqual(["limits", "phase", "prognosis", "diagnosis", "medication", "allergies", "scenarios", "reachability", "first-contact", "care-present"]);
  expect(compositionOf(assembly.draft).section).toHaveLength(13);
});
