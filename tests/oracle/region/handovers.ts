import { concept, mark, snomed, transferCode } from "./codes.ts";
import { withoutEmpty } from "./content.ts";
import { night, type Draft } from "./draft.ts";
import type { Directory } from "./directory.ts";
import type { Person } from "./people.ts";

const day = 86_400_000;

/** Draws publications of the shape that `$publish-handover` leaves: at most one of them active. */
export function drawHandovers(draft: Draft, directory: Directory, person: Person): void {
  const { random } = draft;
  if (random.chance(0.35)) return;
  if (random.chance(0.3)) draw(draft, directory, person, "vorige", random.pick(["completed", "revoked"]));
  draw(draft, directory, person, "nu", random.chance(0.85) ? "active" : "revoked");
}

function draw(draft: Draft, { posts, colleagues }: Directory, person: Person, key: string, status: string): void {
  const { random, edges } = draft;
  const name = `${key}-${person.id}`;
  const labels = { patient: person.id, domain: "medisch", author: person.practice.ref };
  const subject = { reference: person.ref };
  const gp = colleagues.find(({ role, place }) => role === "huisarts" && place === person.practice)?.ref ?? "";
  const carried = random.some(draft.kept.filter((each) => each.patient === person.id && each.type !== "CareTeam" && each.type !== "Communication" && each.type !== "Flag"), 0.6).map(({ ref }) => ref);
  const composition = { status: "final", type: concept("http://loinc.org", "18761-7"), subject, date: "2026-11-20T10:00:00Z", author: [{ reference: gp }], title: mark("Composition", `overdracht-${name}`), section: [{ title: "alles", entry: carried.map((reference) => ({ reference })) }] };
  draft.keep("Composition", `overdracht-${name}`, composition, labels);
  const patient = draft.kept.find(({ ref }) => ref === person.ref)?.versions.at(-1);
  const document = {
    type: "document",
    identifier: { system: "urn:ietf:rfc:3986", value: `urn:wijkverband:${name}` },
    timestamp: "2026-11-20T10:00:00Z",
    entry: [
      { fullUrl: `https://wijk.example/fhir/Composition/overdracht-${name}`, resource: { resourceType: "Composition", id: `overdracht-${name}`, ...composition } },
      { fullUrl: `https://wijk.example/fhir/${person.ref}`, resource: patient },
    ],
  };
  draft.keep("Bundle", `document-${name}`, document, labels);
  const start = night - random.pick([1, 20, 60, 130]) * day;
  const review = start + random.pick([7, 28, 90]) * day;
  for (const edge of [start, review, review + 90 * day]) edges.add(edge);
  const request = {
    status,
    intent: "order",
    category: [concept(snomed, transferCode)],
    code: concept(snomed, "11131000146102"),
    subject,
    occurrencePeriod: { start: new Date(start).toISOString(), end: new Date(review).toISOString() },
    authoredOn: new Date(start).toISOString(),
    requester: { reference: gp },
    performer: random.some(posts, 0.7).map(({ ref }) => ({ reference: ref })),
    supportingInfo: [`Bundle/document-${name}`, `Composition/overdracht-${name}`, `DocumentReference/verwijzing-${name}`, ...carried].map((reference) => ({ reference })),
    note: [{ text: mark("ServiceRequest", `publicatie-${name}`) }],
  };
  draft.keep("ServiceRequest", `publicatie-${name}`, withoutEmpty(request), labels);
  const reference = { status: status === "active" ? "current" : "superseded", type: concept("http://loinc.org", "18761-7"), subject, date: "2026-11-20T10:00:00Z", author: [{ reference: gp }], custodian: { reference: person.practice.ref }, description: mark("DocumentReference", `verwijzing-${name}`), content: [{ attachment: { contentType: "application/fhir+json", url: `https://wijk.example/fhir/Bundle/document-${name}` } }] };
  draft.keep("DocumentReference", `verwijzing-${name}`, reference, labels);
  if (random.chance(0.5)) draft.keep("Provenance", `herkomst-${name}`, { target: [{ reference: `ServiceRequest/publicatie-${name}` }], recorded: "2026-11-20T10:00:00Z", agent: [{ who: { reference: gp } }] }, labels);
}
