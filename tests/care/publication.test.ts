import type { AllergyIntolerance, Bundle, Composition, Consent, Resource } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import type { DocumentVerdict } from "@wijkverband/care";
import { checkDocument, finalDocument, publicationOf, uniqueKeys, withdrawalOf } from "@wijkverband/care";
import { toegangWoning, toestemming, willemsDossier } from "../people/willem.ts";
import { behandelgrens } from "../people/willem-wishes.ts";
import { at, draftOf } from "./draft.ts";

const huisarts = "PractitionerRole/eva-fictief-huisarts";
const patient = "Patient/willem-voorbeeld";

function check(change: (document: Bundle) => void = () => {}, more: { reviewDate?: string; huisarts?: string; patient?: string } = {}): DocumentVerdict {
  const { draft } = draftOf();
  change(draft);
  return checkDocument({ document: draft, patient, huisarts, at, ...more });
}

function faults(...of: Parameters<typeof check>): readonly string[] {
  const verdict = check(...of);
  return verdict.outcome === "refused" ? verdict.issues.map(({ rule, expression }) => `${rule} ${expression}`) : [];
}

const indexOf = (document: Bundle, id: string): number => document.entry!.findIndex(({ resource }) => resource?.id === id);
const limit = (document: Bundle, id: string): Consent => document.entry![indexOf(document, id)]!.resource as Consent;
const add = (document: Bundle, resource: Resource): number => document.entry!.push({ fullUrl: `https://wijk.example/fhir/${resource.resourceType}/${resource.id}`, resource });
const composition = (document: Bundle): Composition => document.entry![0]!.resource as Composition;

describe("what may be published", () => {
  test("a complete draft, as it was assembled: two calls", () => {
    expect(check()).toEqual({ outcome: "publishable", reviewDate: "2026-11-29T23:59:59+01:00", conflicts: [] });
  });

  test("contradicting limits too: both, flagged", () => {
    const { draft } = draftOf([...willemsDossier(), behandelgrens("willem-limiet-oud", "89666000", "permit", "2026-01-05")]);
    expect(checkDocument({ document: draft, patient, huisarts, at })).toMatchObject({
      outcome: "publishable",
      conflicts: [{ treatment: { text: "Reanimatie" }, limits: [{ reference: "Consent/willem-limiet-reanimatie" }, { reference: "Consent/willem-limiet-oud" }] }],
    });
  });

  test("a document that names the person of the huisarts, not the role", () => {
    expect(check((document) => (composition(document).attester![0]!.party = { reference: "Practitioner/eva-fictief" })).outcome).toBe("publishable");
  });
});

describe("what may not, each fault by its rule and place", () => {
  test("another type of Bundle, or one that doesn't start with its Composition", () => {
    expect(faults((document) => (document.type = "collection"))).toEqual(["profile Bundle.type"]);
    expect(faults((document) => document.entry!.reverse())).toEqual(expect.arrayContaining(["profile Bundle.entry[0].resource", "attested Bundle.entry[0].resource.attester"]));
  });

  test("an entry about somebody else", () => {
    const { draft } = draftOf();
    const place = indexOf(draft, "willem-allergie");
    expect(faults((document) => ((document.entry![place]!.resource as AllergyIntolerance).patient = { reference: "Patient/riet" }))).toEqual(
      expect.arrayContaining([`one-patient Bundle.entry[${place}].resource.patient`]),
    );
  });

  test("a second patient, or a document in the name of another", () => {
    expect(faults((document) => add(document, { resourceType: "Patient", id: "ander" }))).toEqual([expect.stringMatching(/^one-patient Bundle\.entry\[\d+\]\.resource$/)]);
    expect(faults(() => {}, { patient: "Patient/ander" })[0]).toMatch(/^one-patient/);
  });

  test("a reference to something that isn't in it", () => {
    const found = faults((document) => (limit(document, "willem-limiet-reanimatie").sourceReference = { reference: "Consent/nergens" }));
    expect(found).toEqual([expect.stringMatching(/^reference Bundle\.entry\[\d+\]\.resource\.sourceReference$/)]);
    expect(faults((document) => (limit(document, "willem-limiet-reanimatie").sourceReference = { reference: "https://elders.example/fhir/Consent/willem-wilsverklaring" }))).toHaveLength(1);
    expect(faults((document) => (limit(document, "willem-limiet-reanimatie").sourceReference = { reference: "Consent/willem-wilsverklaring/_history/9" }))).toHaveLength(1);
    expect(faults((document) => (limit(document, "willem-limiet-reanimatie").sourceReference = { reference: "Consent/willem-wilsverklaring/_history/1" }))).toEqual([]);
  });

  test("home access or a privacy consent, bare or contained", () => {
    expect(faults((document) => add(document, toegangWoning()))).toEqual([expect.stringMatching(/^home-access /)]);
    expect(faults((document) => add(document, { resourceType: "Basic", id: "b", code: {}, subject: { reference: patient }, contained: [toegangWoning()] }))).toEqual([expect.stringMatching(/^home-access /)]);
    expect(faults((document) => add(document, toestemming())).some((fault) => fault.startsWith("who-reads-parts "))).toBe(true);
  });

  test("a limit with two decisions, or a modifier that nobody understands", () => {
    const place = indexOf(draftOf().draft, "willem-limiet-ziekenhuis");
    expect(faults((document) => (limit(document, "willem-limiet-ziekenhuis").provision!.type = "permit"))).toEqual([`limits-clear Bundle.entry[${place}].resource.provision.type`]);
    expect(faults((document) => limit(document, "willem-limiet-ziekenhuis").modifierExtension!.push({ url: "https://elders.example/tenzij" }))).toEqual([
      `unknown-modifier Bundle.entry[${place}].resource.modifierExtension[1]`,
    ]);
  });

  test("attested by nobody, by another, or by two", () => {
    const fault = ["attested Bundle.entry[0].resource.attester"];
    expect(faults((document) => delete composition(document).attester)).toEqual(fault);
    expect(faults(() => {}, { huisarts: "PractitionerRole/bas-verzonnen-huisarts" })).toEqual(fault);
    expect(faults((document) => composition(document).attester!.push({ mode: "legal" }))).toEqual(fault);
  });

  test("an incomplete one", () => {
    const { draft } = draftOf(willemsDossier().filter(({ id }) => id !== "willem-prognose"));
    expect(checkDocument({ document: draft, patient, huisarts, at })).toMatchObject({ outcome: "refused", issues: [{ rule: "minimum", expression: expect.stringContaining("prognose") as string }] });
  });

  test("a review date in the past or too far ahead", () => {
    for (const reviewDate of ["2026-11-21", "2027-02-21"]) expect(faults(() => {}, { reviewDate })).toEqual(["review-date Parameters.parameter.where(name='review-date').value"]);
  });

  test("names every fault, not the first", () => {
    const found = faults(
      (document) => {
        add(document, toegangWoning());
        delete composition(document).attester;
        limit(document, "willem-limiet-ziekenhuis").provision!.type = "deny";
        limit(document, "willem-limiet-reanimatie").sourceReference = { reference: "Consent/nergens" };
      },
      { reviewDate: "2020-01-01" },
    );
    expect(found.map((fault) => fault.split(" ")[0]).toSorted((one, other) => one!.localeCompare(other!))).toEqual(["attested", "home-access", "limits-clear", "reference", "review-date"]);
  });

  test("nothing at all is refused without stumbling", () => {
    expect(checkDocument({ document: { resourceType: "Bundle", type: "document" }, patient, huisarts, at }).outcome).toBe("refused");
  });
});

describe("a publication", () => {
  const ids = { request: "publicatie-2", reference: "verwijzing-2" };
  const publish = (former?: Parameters<typeof publicationOf>[0]["former"]): ReturnType<typeof publicationOf> =>
    publicationOf({
      document: finalDocument(draftOf().draft, "document-2", at),
      patient,
      huisarts,
      practice: "Organization/praktijk-voorbeeldstraat",
      addressees: ["Organization/spoedpost-modelregio"],
      reviewDate: "2026-11-29T23:59:59+01:00",
      at,
      ids,
      ...(former && { former }),
    });

  test("is final and attested, at the doctor's own time if there is one", () => {
    const document = finalDocument(draftOf().draft, "document-2", at);
    expect(document).toMatchObject({ id: "document-2", timestamp: at.toISOString() });
    expect(composition(document)).toMatchObject({ status: "final", attester: [{ mode: "legal", time: at.toISOString() }] });
    const { draft } = draftOf();
    composition(draft).attester![0]!.time = "2026-11-22T09:00:00Z";
    expect(composition(finalDocument(draft, "x", at)).attester![0]!.time).toBe("2026-11-22T09:00:00Z");
  });

  test("is an active request to the post and a current reference to the document", () => {
    const { request, reference, former } = publish();
    expect(request).toMatchObject({
      status: "active",
      intent: "order",
      occurrencePeriod: { start: at.toISOString(), end: "2026-11-29T23:59:59+01:00" },
      performer: [{ reference: "Organization/spoedpost-modelregio" }],
      requester: { reference: huisarts },
      supportingInfo: [{ reference: "Bundle/document-2" }],
    });
    expect(reference).toMatchObject({ status: "current", content: [{ attachment: { url: "Bundle/document-2" } }] });
    expect(reference.relatesTo).toBeUndefined();
    expect(former).toBeUndefined();
    expect(uniqueKeys(request)).toEqual([{ key: "publication:willem-voorbeeld", rule: "one-current" }]);
  });

  test("completes and supersedes the former one, so that one is current", () => {
    const first = publish();
    const second = publish({ request: { ...first.request, id: "publicatie-1" }, reference: { ...first.reference, id: "verwijzing-1" } });
    expect(second.former).toMatchObject({ request: { id: "publicatie-1", status: "completed" }, reference: { id: "verwijzing-1", status: "superseded", docStatus: "final" } });
    expect(second.reference.relatesTo).toEqual([{ code: "replaces", target: { reference: "DocumentReference/verwijzing-1" } }]);
    expect(uniqueKeys(second.former!.request)).toEqual([]);
  });

  test("that is withdrawn says why, and what the post saw remains", () => {
    const { request, reference } = publish();
    const withdrawn = withdrawalOf({ request, reference, reason: "Willem is opgenomen in het hospice", person: "Practitioner/eva-fictief", at });
    expect(withdrawn.request).toMatchObject({ status: "revoked", note: [{ text: "Ingetrokken: Willem is opgenomen in het hospice", authorReference: { reference: "Practitioner/eva-fictief" } }] });
    expect(withdrawn.reference).toMatchObject({ status: "superseded", docStatus: "final" });
    expect(uniqueKeys(withdrawn.request)).toEqual([]);
  });
});
