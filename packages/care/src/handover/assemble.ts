import { findReferences, localReference, profileUrl, system } from "@wijkverband/fhir";
import type { Bundle, CareTeam, Composition, CompositionSection, Organization, Patient, Practitioner, PractitionerRole, Resource } from "hl7-fhir-r4-types";
import { capacityOf, capacityText } from "../capacity.ts";
import { listEmptyReason } from "../coding.ts";
import { withLastContacts } from "../contact/last-contacts.ts";
import { nameText, phoneOf } from "../display.ts";
import { pointsAt, referenceTo } from "../reference.ts";
import { participantsAs } from "../registration.ts";
import { explicitNone, forbidden, liveContent } from "./content.ts";
import type { Description } from "./describe.ts";
import { describe } from "./describe.ts";
import type { Missing } from "./minimum.ts";
import { missingFrom, unmet } from "./minimum.ts";
import { narrativeOf, sentence } from "./narrative.ts";
import { replaceReferences } from "./references.ts";
import type { Section } from "./sections.ts";
import { sectionCode, sectionOf, sections } from "./sections.ts";

/** What a handover is assembled from. */
export interface Assembly {
  readonly patient: Patient;
  /** The patient's current record: only what may enter by the policy. Home access, privacy consents and social content are left out here again. */
  readonly record: readonly Resource[];
  /** People and organisations that the record refers to. What is referred to and not given becomes a name without a link. */
  readonly directory: readonly Resource[];
  readonly team: CareTeam;
  readonly practice: Organization;
  /** Who is going to attest: PractitionerRole and the Practitioner behind it. */
  readonly huisarts: { readonly role: PractitionerRole; readonly person: Practitioner };
  /** Server base without a slash at the end. */
  readonly base: string;
  /** Ids for the Bundle and the Composition; the Bundle's is a UUID. */
  readonly ids: { readonly bundle: string; readonly composition: string };
  readonly at: Date;
}

/** Types that come along when content refers to them: people, organisations and things, never other content. */
const companions: ReadonlySet<string> = new Set(["Patient", "Practitioner", "PractitionerRole", "Organization", "Location", "Device", "Medication"]);

const notHere = "Niet opgenomen in dit document";

/** Makes a draft handover out of what is stored (rule `low-effort`): a self-contained document and the list of what `minimum` still misses.
 *  Every reference in it resolves inside it; one to something that isn't in it keeps its display and loses its link. A draft is `preliminary`,
 *  names the huisarts who is to attest it, and is attested by nobody yet. */
export function assembleHandover(assembly: Assembly): { readonly draft: Bundle; readonly missing: readonly Missing[] } {
  const { patient, record, practice, huisarts, base, ids, at } = assembly;
  const content = liveContent(withLastContacts(record, at), at);
  const drafted = sections.map((section) => draftSection(section, content.filter((item) => sectionOf(item) === section), assembly));
  const lists = drafted.flatMap(({ list }) => (list ? [list] : []));
  const entries = withCompanions([patient, practice, huisarts.role, huisarts.person, ...content, ...lists], assembly);

  const composition: Composition = {
    resourceType: "Composition",
    id: ids.composition,
    meta: { profile: [profileUrl("handover-composition")] },
    language: "nl",
    status: "preliminary",
    type: { coding: [{ system: system.loinc, code: "18761-7" }], text: "Palliatieve overdracht" },
    subject: { reference: referenceTo(patient), ...named(nameText(patient.name)) },
    date: at.toISOString(),
    author: [{ reference: referenceTo(huisarts.role), ...named(nameText(huisarts.person.name)) }],
    title: "Palliatieve overdracht",
    attester: [{ mode: "legal", party: { reference: referenceTo(huisarts.role), ...named(nameText(huisarts.person.name)) } }],
    custodian: { reference: referenceTo(practice), ...named(practice.name) },
    section: drafted.map(({ section }) => section),
  };
  const included = new Set([composition, ...entries].map(referenceTo));
  const closed = entries.map((resource) => closeReferences(resource, included, assembly));
  const draft: Bundle = {
    resourceType: "Bundle",
    id: ids.bundle,
    identifier: { system: "urn:ietf:rfc:3986", value: `urn:uuid:${ids.bundle}` },
    type: "document",
    timestamp: at.toISOString(),
    entry: [composition, ...closed].map((resource) => ({ fullUrl: `${base}/${referenceTo(resource)}`, resource })),
  };
  return { draft, missing: missingFrom(draft, at) };
}

function named(display: string | undefined): { display?: string } {
  return display === undefined ? {} : { display };
}

/** A section with its entries, or `unavailable` when nothing is recorded. Where the content leaves something open that a List explicitly says there
 *  is none of, that List is an entry: the document keeps who said so, and when. A List that the content contradicts is left out. */
function draftSection(section: Section, items: readonly Resource[], assembly: Assembly): { readonly section: CompositionSection; readonly list?: Resource } {
  const { loinc, title } = section;
  const code = { coding: [sectionCode(section.key), ...(loinc === undefined ? [] : [{ system: system.loinc, code: loinc }])] };
  const notes = notesOf(section, assembly);
  const isOpen = items.length === 0 || unmet(section, items, assembly.patient, false).length > 0;
  const list = isOpen ? assembly.record.map((resource) => explicitNone(resource, section)?.list).find((found) => found !== undefined) : undefined;
  const entries = [...items, ...(list ? [list] : [])];
  if (entries.length === 0) {
    const text = notes.length === 0 ? sentence("Niet vastgelegd.") : narrativeOf([{ what: title.nl, lines: ["niet vastgelegd"] }, ...notes]);
    return { section: { title: title.nl, code, text, emptyReason: { coding: [{ system: listEmptyReason, code: "unavailable" }] } } };
  }
  return {
    section: {
      title: title.nl,
      code,
      text: narrativeOf([...entries.map(describe), ...notes]),
      entry: entries.map((item) => ({ reference: referenceTo(item), display: describe(item).what })),
    },
    ...(list && { list }),
  };
}

/** What a section says beside its items. */
function notesOf(section: Section, { patient, practice, huisarts, team }: Assembly): readonly Description[] {
  const number = (telecom: Organization["telecom"]): readonly string[] => [phoneOf(telecom)?.value ?? "geen nummer bekend"];
  if (section.key === "contactpersonen") {
    const capacity = capacityText(capacityOf(patient));
    return capacity === undefined ? [] : [{ what: "Wilsbekwaamheid", lines: [capacity] }];
  }
  if (section.key !== "bereikbaarheid") return [];
  const second = participantsAs(team, "vaste-tweede-huisarts").flatMap(({ member }) => (member?.display === undefined ? [] : [member.display]));
  return [
    { what: practice.name ?? "Praktijk", lines: number(practice.telecom) },
    ...(huisarts.role.telecom ? [{ what: nameText(huisarts.person.name) ?? "Huisarts", lines: number(huisarts.role.telecom) }] : []),
    ...(second.length > 0 ? [{ what: "Vaste tweede huisarts", lines: second }] : []),
  ];
}

/** Adds the people, organisations and things that the entries refer to, and what those refer to in turn. */
function withCompanions(entries: readonly Resource[], { directory, record, practice, huisarts, patient, base }: Assembly): readonly Resource[] {
  const pool = new Map<string, Resource>();
  for (const resource of [...record, ...directory, practice, huisarts.role, huisarts.person, patient]) {
    if (companions.has(resource.resourceType) && !forbidden(resource) && isOf(patient, resource)) pool.set(referenceTo(resource), resource);
  }
  const found = new Map(entries.map((entry) => [referenceTo(entry), entry]));
  // a Map's iteration also visits what is added on the way
  for (const entry of found.values()) {
    for (const { reference } of findReferences(entry)) {
      const target = pool.get(localReference(reference, base) ?? "");
      if (target && !found.has(referenceTo(target))) found.set(referenceTo(target), target);
    }
  }
  return [...found.values()];
}

function isOf(patient: Patient, resource: Resource): boolean {
  if (resource.resourceType === "Patient") return resource.id === patient.id;
  return resource.resourceType !== "Device" || resource.patient === undefined || pointsAt(resource.patient, patient);
}

function closeReferences(resource: Resource, included: ReadonlySet<string>, { record, base }: Assembly): Resource {
  return replaceReferences(resource, (reference) => {
    if (reference.reference.startsWith("#")) return reference;
    const target = localReference(reference.reference, base);
    if (target !== undefined && included.has(target)) return target === reference.reference ? reference : { ...reference, reference: target };
    const hidden = record.some((candidate) => referenceTo(candidate) === target && forbidden(candidate) !== undefined);
    const { reference: _link, display, ...rest } = reference;
    return { ...(hidden ? {} : rest), display: hidden || display === undefined ? notHere : display };
  });
}
