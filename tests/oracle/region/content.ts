import type { ResourceTypeName } from "@wijkverband/fhir";
import { concept, mark, own, planCode, snomed } from "./codes.ts";
import { drawPeriod, night, type Draft } from "./draft.ts";
import type { Directory, Place } from "./directory.ts";
import type { Person } from "./people.ts";
import type { Random } from "../random.ts";

type Make = (id: string, person: Person, draft: Draft, before: Before) => Readonly<Record<string, unknown>>;
/** References of one type that were drawn for this patient before. */
type Before = (type: ResourceTypeName) => readonly string[];

/** One maker for each type of content. Codes are few, so that searches hit. */
const makers: readonly (readonly [ResourceTypeName, number, Make])[] = [
  ["Medication", 1, (id) => ({ code: concept(snomed, "387173000", mark("Medication", id)) })],
  ["Condition", 4, (id, { ref }, { random }) => ({ subject: { reference: ref }, code: concept(snomed, random.pick(["13645005", "254637007", "363346000"]), mark("Condition", id)), onsetDateTime: day(random), clinicalStatus: concept("http://terminology.hl7.org/CodeSystem/condition-clinical", random.pick(["active", "resolved"])) })],
  ["Observation", 4, (id, { ref }, { random }) => ({ subject: { reference: ref }, status: random.pick(["final", "preliminary"]), code: concept(snomed, random.pick(["395091006", "153851000146100"]), mark("Observation", id)), effectiveDateTime: day(random), ...measured(random) })],
  ["AllergyIntolerance", 2, (id, { ref }) => ({ patient: { reference: ref }, code: concept(snomed, "716186003", mark("AllergyIntolerance", id)) })],
  ["Goal", 2, (id, { ref }, { random }, before) => ({ subject: { reference: ref }, lifecycleStatus: random.pick(["active", "proposed"]), description: { text: mark("Goal", id) }, addresses: some(random, before("Condition")) })],
  ["Device", 1, (id, { ref }) => ({ patient: { reference: ref }, type: concept(snomed, "72506001", mark("Device", id)) })],
  ["DeviceUseStatement", 1, (id, { ref }, { random }, before) => ({ subject: { reference: ref }, status: "active", ...one(random, "device", before("Device")), note: [{ text: mark("DeviceUseStatement", id) }] })],
  ["Procedure", 1, (id, { ref }, { random }, before) => ({ subject: { reference: ref }, status: "completed", code: concept(snomed, "713603004", mark("Procedure", id)), reasonReference: some(random, before("Condition")) })],
  ["Encounter", 1, (id, { ref }, { random }, before) => ({ subject: { reference: ref }, status: "finished", class: { code: "HH" }, type: [{ text: mark("Encounter", id) }], reasonReference: some(random, before("Procedure")) })],
  ["MedicationRequest", 3, (id, { ref }, { random }, before) => ({ subject: { reference: ref }, status: random.pick(["active", "active", "stopped"]), intent: "order", ...medicine(random, before), reasonReference: some(random, [...before("Condition"), ...before("Observation")]), note: [{ text: mark("MedicationRequest", id) }] })],
  ["MedicationStatement", 2, (id, { ref }, { random }, before) => ({ subject: { reference: ref }, status: "active", ...medicine(random, before), note: [{ text: mark("MedicationStatement", id) }] })],
  ["MedicationDispense", 1, (id, { ref }, { random }, before) => ({ subject: { reference: ref }, status: "completed", ...medicine(random, before), authorizingPrescription: some(random, before("MedicationRequest")), note: [{ text: mark("MedicationDispense", id) }] })],
  ["Flag", 2, (id, person, draft) => ({ subject: { reference: person.ref }, status: "active", ...(draft.random.chance(0.6) ? { category: [concept(own("overdracht"), "toegang-woning")] } : {}), code: { text: mark("Flag", id) }, period: drawPeriod(draft, { start: true, end: true }) })],
  ["List", 1, (id, { ref }) => ({ subject: { reference: ref }, status: "current", mode: "snapshot", title: mark("List", id) })],
  ["Basic", 1, (id, { ref }) => ({ subject: { reference: ref }, code: concept(own("overdracht"), "bereikbaarheid-huisarts", mark("Basic", id)) })],
  ["Communication", 2, (id, { ref }, { random }) => ({ subject: { reference: ref }, status: "completed", ...(random.chance(0.4) && { category: [concept(own("bericht"), "verklaring-patient")] }), payload: [{ contentString: mark("Communication", id) }] })],
  ["CommunicationRequest", 1, (id, { ref }) => ({ subject: { reference: ref }, status: "active", payload: [{ contentString: mark("CommunicationRequest", id) }] })],
  ["QuestionnaireResponse", 1, (id, { ref }, { random }, before) => ({ subject: { reference: ref }, status: random.pick(["completed", "amended"]), questionnaire: random.pick(questionnaires), authored: day(random), ...one(random, "encounter", before("Encounter")), item: [{ linkId: mark("QuestionnaireResponse", id) }] })],
  ["Consent", 3, (id, { ref }, { random }) => limit(id, ref, random)],
];

const questionnaires = ["https://wijk.example/Questionnaire/een", "https://wijk.example/Questionnaire/twee"];

const domains = ["medisch", "medisch", "verpleegkundig", "farmaceutisch", "sociaal", "gedeeld"];

/** Few numbers, near one another, in two units; sometimes two parts with their own. */
function measured(random: Random): Readonly<Record<string, unknown>> {
  const quantity = (): object => ({ value: random.pick([5, 5.35, 5.4, 5.45, 6, -5.4, 50]), ...random.pick([{ unit: "milligram", system: "http://unitsofmeasure.org", code: "mg" }, { unit: "mg" }, { unit: "gram", system: "http://unitsofmeasure.org", code: "g" }]) });
  if (random.chance(0.3)) return { valueQuantity: quantity() };
  if (random.chance(0.5)) return {};
  return { component: ["boven", "onder"].map((code) => ({ code: { coding: [{ system: "http://codes.example/metingen", code }] }, valueQuantity: quantity() })) };
}

/** Draws what is in a patient's record: each domain, written by those who may, some of it withheld. */
export function drawContent(draft: Draft, directory: Directory, person: Person): void {
  const { random } = draft;
  for (const [type, most, make] of makers) {
    const count = random.whole(0, most);
    for (let nth = 0; nth < count; nth++) {
      const id = `${type.toLowerCase()}-${person.id}-${nth}`;
      const domain = type === "Consent" && random.chance(0.7) ? "medisch" : random.pick(domains);
      draft.keep(type, id, make(id, person, draft, (of) => refsOf(draft, person, of)), { patient: person.id, domain, author: authorOf(random, directory, person, domain), withheld: random.chance(0.08) });
    }
  }
  drawPlans(draft, directory, person);
}

function drawPlans(draft: Draft, directory: Directory, person: Person): void {
  const { random } = draft;
  const count = random.whole(0, 2);
  let inForce = false;
  for (let nth = 0; nth < count; nth++) {
    const id = `plan-${person.id}-${nth}`;
    const shared = random.chance(0.75);
    const domain = shared && random.chance(0.85) ? "gedeeld" : random.pick(domains);
    const status = random.pick(["active", "active", "active", "on-hold", "draft", "revoked"]);
    // a patient has one shared plan in force: an earlier one was done (`one-plan`)
    const done = shared && inForce && (status === "active" || status === "on-hold");
    inForce ||= shared && (status === "active" || status === "on-hold");
    const content = {
      subject: { reference: person.ref },
      status: done ? "completed" : status,
      intent: "plan",
      title: mark("CarePlan", id),
      ...(shared && { category: [concept(snomed, planCode)] }),
      addresses: some(random, refsOf(draft, person, "Condition")),
      goal: some(random, refsOf(draft, person, "Goal")),
      supportingInfo: some(random, [...refsOf(draft, person, "Observation"), ...refsOf(draft, person, "Consent"), ...refsOf(draft, person, "List")]),
      activity: some(random, [...refsOf(draft, person, "MedicationRequest"), ...refsOf(draft, person, "CommunicationRequest")]).map((reference) => ({ reference })),
      careTeam: some(random, refsOf(draft, person, "CareTeam")),
    };
    draft.keep("CarePlan", id, withoutEmpty(content), { patient: person.id, domain, author: authorOf(random, directory, person, domain), withheld: random.chance(0.05) });
  }
}

/** An element without values is no element. */
export function withoutEmpty(content: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => !Array.isArray(value) || value.length > 0));
}

function refsOf({ kept }: Draft, { id }: Person, type: ResourceTypeName): readonly string[] {
  return kept.filter((each) => each.type === type && each.patient === id).map(({ ref }) => ref);
}

function authorOf(random: Random, { places }: Directory, { practice }: Person, domain: string): string {
  const of = (type: string): string => random.pick(places.filter((place: Place) => place.type === type)).ref;
  if (domain === "verpleegkundig") return of("T2");
  if (domain === "farmaceutisch") return of("J8");
  if (domain === "sociaal") return of("sociaal-team");
  return random.chance(0.9) ? practice.ref : of("Z3");
}

function some(random: Random, refs: readonly string[]): readonly { readonly reference: string }[] {
  return random.some(refs, 0.4).map((reference) => ({ reference }));
}

function one(random: Random, name: string, refs: readonly string[]): object {
  return refs.length === 0 ? {} : { [name]: { reference: random.pick(refs) } };
}

function medicine(random: Random, before: Before): object {
  const known = before("Medication");
  return known.length > 0 && random.chance(0.5) ? { medicationReference: { reference: random.pick(known) } } : { medicationCodeableConcept: concept(snomed, "387173000") };
}

function limit(id: string, patient: string, random: Random): Readonly<Record<string, unknown>> {
  const treatment = random.chance(0.6);
  const scope = { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: treatment ? "treatment" : "adr" }] };
  const category = treatment ? concept(snomed, "129125009") : concept("http://terminology.hl7.org/CodeSystem/consentcategorycodes", "acd");
  // a limit that denies everyone by name changes no access
  const provision = { type: random.pick(["deny", "permit"]), code: [concept(snomed, "89666000", mark("Consent", id))], actor: [{ role: { text: "iedereen" }, reference: { reference: "Organization/zorg-a" } }] };
  return { status: "active", scope, category: [category], patient: { reference: patient }, dateTime: "2026-11-01", provision };
}

function day(random: Random): string {
  return new Date(night - random.whole(0, 400) * 86_400_000).toISOString().slice(0, 10);
}
