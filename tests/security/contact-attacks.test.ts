import { questionOf } from "@wijkverband/fhir";
import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Bundle, BundleEntry, Observation, Resource } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { contactDocument, elsewhere, night, report, type ContactOptions } from "../contact.ts";
import { byBsn, faults, valueOf, type Answer } from "../harness.ts";
import { storedCounts } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

const own = (name: string): string => `https://wijkverband.example/fhir/CodeSystem/${name}`;
const stranger = "post-huisarts-elders";
/** Passes the elfproef, and is nobody's. */
const nobody = "999998286";
const place = "urn:uuid:00000000-0000-4000-8000-000000000099";

const marked = <R extends Resource>(resource: R): R => ({ ...resource, meta: { security: [{ system: own("inzage"), code: "afgeschermd" }] } });
const each = (document: Bundle, change: (resource: Resource, index: number) => Resource): Bundle => ({ ...document, entry: (document.entry ?? []).map((entry, index): BundleEntry => (entry.resource === undefined ? entry : { ...entry, resource: change(entry.resource, index) })) });

/** A document with an observation that section O points at. */
function observing(code: { readonly system: string; readonly code: string }, value: object): ContactOptions {
  const observation: Observation = { resourceType: "Observation", status: "final", code: { coding: [code] }, subject: { reference: "urn:uuid:00000000-0000-4000-8000-000000000001" }, performer: [{ reference: elsewhere.author }], effectiveDateTime: "2026-11-24T03:00:00+01:00", ...value };
  const pointing = (resource: Resource): Resource => {
    if (resource.resourceType !== "Composition") return resource;
    const { section = [] } = resource;
    return { ...resource, section: section.map((one) => (one.title === "O" ? { ...one, entry: [{ reference: place }] } : one)) };
  };
  return { from: elsewhere, spoil: (document) => ({ ...each(document, pointing), entry: [...(each(document, pointing).entry ?? []), { fullUrl: place, resource: observation }] }) };
}

const demo = useDemo();

describe("return: a report is no way to write into a record", () => {
  test("a post doesn't keep a report from the patient and the team, the whole nor a part of it", async () => {
    const before = storedCounts(demo);
    const parts = [0, 2, 3, 4].map((place) => (document: Bundle) => each(document, (resource, index) => (index === place ? marked(resource) : resource)));
    for (const spoil of parts) {
      const answer = await report(demo, stranger, { from: elsewhere, spoil });
      expect(answer.status).toBe(422);
      expect(faults(answer.body).map(({ rule, expression }) => [rule, expression])).toContainEqual(["return", expect.stringMatching(/entry\[\d\]\.resource\.meta\.security$/)]);
    }
    expect(storedCounts(demo)).toEqual(before);
    const whole = await report(demo, stranger, { number: "geheel", from: elsewhere, spoil: marked });
    expect(whole.status).toBe(201);
    const { reference } = valueOf(whole.body, "report") as { readonly reference: string };
    for (const who of ["patient", "wijkverpleegkundige", stranger, "huisarts"]) expect([who, (await demo.ask(who, "GET", reference)).status]).toEqual([who, 200]);
    const { matches } = await demo.runtime.house.store.search({ query: questionOf("Bundle", [], 100), visible: "server", at: demo.now });
    expect(matches.filter(({ labels }) => labels.withheld === true)).toEqual([]);
  });

  test("responsible-gp: nobody ends the night number of the own GP, nor says another phase, prognosis or wish, by a report", async () => {
    const evening = `${mainPatient}/$responsible-gp?at=${encodeURIComponent("2026-11-24T18:00:00+01:00")}`;
    const handover = async (): Promise<unknown> => (await demo.ask("huisarts", "GET", `${mainPatient}/$palliative-handover`)).body.parameter?.filter(({ name }) => name === "difference").map(({ part }) => part?.find(({ name }) => name === "section")?.valueCode);
    const [before, shown] = [await demo.ask("huisarts", "GET", evening), await handover()];
    expect(valueOf(before.body, "rule")).toBe("own-gp-on-call");
    for (const [code, value] of [
      [{ system: own("overdracht"), code: "palliatieve-fase" }, { valueCodeableConcept: { coding: [{ system: own("palliatieve-fase"), code: "palliatief" }] } }],
      [{ system: own("overdracht"), code: "prognose" }, { valueString: "nog jaren" }],
      [{ system: own("overdracht"), code: "palliatieve-sedatie" }, { valueString: "nee" }],
      [{ system: "http://snomed.info/sct", code: "395091006" }, { valueString: "in het ziekenhuis" }],
    ] as const) {
      const answer = await report(demo, stranger, { number: `fase-${code.code}`, ...observing(code, value) });
      expect([code.code, answer.status]).toEqual([code.code, 422]);
      expect(faults(answer.body)).toContainEqual(expect.objectContaining({ rule: "return", expression: expect.stringMatching(/entry\[5\]\.resource\.code$/) as string }));
    }
    expect((await demo.ask("huisarts", "GET", evening)).text).toBe(before.text);
    expect(await handover()).toEqual(shown);
    expect((await report(demo, stranger, { number: "pols", ...observing({ system: "http://snomed.info/sct", code: "364075005" }, { valueInteger: 110 }) })).status).toBe(201);
  });
});

describe("stranger: a post that tries numbers leaves a whole report with each that is known", () => {
  const words = ({ status, text }: Answer): unknown => [status, text.replaceAll(/"[0-9a-f-]{36}"/g, "id")];
  // oxfmt-ignore
  const spoilt: readonly (readonly [title: string, options: ContactOptions])[] = [
    ["another patient in the document",       { from: elsewhere, spoil: (document) => each(document, (resource) => (resource.resourceType === "Patient" ? contactDocument({ bsn: "111222333" }).entry?.[1]?.resource ?? resource : resource)) }],
    ["a patient in it without a number",      { from: elsewhere, spoil: (document) => each(document, (resource) => (resource.resourceType === "Patient" ? { resourceType: "Patient", id: "x", name: [{ text: "W. Voorbeeld" }] } : resource)) }],
    ["a patient in it by an id that is nobody's", { from: elsewhere, spoil: (document) => each(document, (resource) => (resource.resourceType === "Patient" ? { resourceType: "Patient", id: "-", name: [{ text: "W. Voorbeeld", family: "Voorbeeld" }], birthDate: "1948-03-12" } : resource)) }],
    ["an author of another post",             { from: { ...elsewhere, author: night.author } }],
    ["the name of another post",              { from: { ...elsewhere, post: night.post } }],
    ["somebody whom the directory doesn't know", { from: elsewhere, spoil: (document) => ({ ...document, entry: [...(document.entry ?? []), { fullUrl: place, resource: { resourceType: "Practitioner", name: [{ text: "Niemand" }] } }] }) }],
    ["one of the directory twice",            { from: elsewhere, spoil: (document) => ({ ...document, entry: [...(document.entry ?? []), ...[place, `${place.slice(0, -1)}8`].map((fullUrl) => ({ fullUrl, resource: { resourceType: "PractitionerRole" as const, id: elsewhere.author.slice("PractitionerRole/".length), practitioner: { reference: "Practitioner/person-post-huisarts-elders" }, organization: { reference: elsewhere.post }, code: [{ coding: [{ system: own("rol"), code: "post-huisarts" }] }] } }))] }) }],
    ["a link into the record",                { from: elsewhere, spoil: (document) => each(document, (resource, index) => (index === 3 ? { ...resource, evidence: [{ detail: [{ reference: "Observation/willem-fase" }] }] } as Resource : resource)) }],
    ["to replace nothing",                    { from: elsewhere, replaces: "Composition/bestaat-niet" }],
  ];

  test.each(spoilt)("%s is refused alike for who is known and who isn't", async (_title, options) => {
    const before = storedCounts(demo);
    const [known, unknown] = [await report(demo, stranger, { ...options, bsn: mainBsn }), await report(demo, stranger, { ...options, bsn: nobody })];
    expect(known.status).toBe(422);
    expect(words(unknown)).toEqual(words(known));
    expect(storedCounts(demo)).toEqual(before);
  });

  test("a report of somebody else under another number is refused alike too, and so is a correction of it", async () => {
    const first = await report(demo, stranger, { number: "eigen", from: elsewhere });
    const { reference } = valueOf(first.body, "report") as { readonly reference: string };
    const other = (bsn: string): Promise<Answer> => demo.ask(stranger, "POST", "Patient/$report-contact", byBsn(bsn, { name: "document", resource: contactDocument({ number: "ander", from: elsewhere, bsn: mainBsn }) }));
    expect(words(await other("999900018"))).toEqual(words(await other(nobody)));
    const [known, unknown] = [await report(demo, stranger, { number: "verbetering", from: elsewhere, replaces: reference, bsn: "999900018" }), await report(demo, stranger, { number: "verbetering", from: elsewhere, replaces: reference, bsn: nobody })];
    expect(known.status).toBe(422);
    expect(words(unknown)).toEqual(words(known));
  });

  test("what is all right for a patient is 404 for nobody", async () => {
    expect((await report(demo, stranger, { number: "goed", from: elsewhere, bsn: nobody })).status).toBe(404);
    expect((await report(demo, stranger, { number: "goed", from: elsewhere })).status).toBe(201);
  });
});
