import { profileUrl, system } from "@wijkverband/fhir";
import type { Asker } from "../world.ts";
import { concept, own, snomed, v3Role, vektisContact } from "./codes.ts";
import { drawPeriod, night, type Draft } from "./draft.ts";
import type { Directory, Place } from "./directory.ts";
import { principalOf } from "./principal.ts";

const hour = 3_600_000;

export interface Person {
  readonly id: string;
  readonly ref: string;
  /** Where the patient is registered; a former practice when no registration is active. */
  readonly practice: Place;
  readonly relatives: readonly string[];
}

/** Numbers that start with 9999 and pass the elfproef: of nobody. */
const bsns = ["999900006", "999900018", "999900031", "999900043", "999900055", "999900067", "999900079", "999900080"];

/** Birth dates: most grown up, some around the birthdays that count on the night of the region. */
const births = ["1941-03-02", "1950-12-24", "1962-07-14", "2015-06-01", "2014-11-24", "2014-11-25", "2010-11-24", "2010-11-25", "2013-02-01", "2010-01-31"];

const capacity = "https://fhir.iknl.nl/fhir/StructureDefinition/ext-LegallyCapable-MedicalTreatmentDecisions";

/** Draws a patient with registrations and relatives. */
export function drawPerson(draft: Draft, directory: Directory, nth: number): Person {
  const { random } = draft;
  const id = `p${nth}`;
  const practice = random.pick(directory.practices);
  const capable = random.pick([undefined, undefined, undefined, true, false, false]);
  const birthDate = random.chance(0.5) ? random.pick(births) : random.pick(births.slice(0, 3));
  for (const offset of [-1, -2]) for (const years of [12, 16]) draft.edges.add(Date.parse(`${Number(birthDate.slice(0, 4)) + years}${birthDate.slice(4)}T00:00:00Z`) + offset * 3_600_000);
  const content = {
    identifier: [{ system: system.bsn, value: bsns[nth] ?? "" }],
    name: [{ family: random.pick(["Voorbeeldsma", "Testema", "Proefstra"]), given: [random.pick(["Anna", "Bram", "Cora"])], text: `merk:Patient/${id}.` }],
    gender: random.pick(["female", "male"]),
    birthDate,
    ...(random.chance(0.1) && random.pick([{ deceasedBoolean: true }, { deceasedDateTime: "2026-11-20" }])),
    ...(capable !== undefined && { extension: [{ url: capacity, extension: [{ url: "legallyCapable", valueBoolean: capable }] }] }),
    generalPractitioner: [{ reference: practice.ref }],
  };
  draft.keep("Patient", id, content, { patient: id, domain: "gedeeld", author: practice.ref });
  drawRegistrations(draft, directory, id, practice);
  return { id, ref: `Patient/${id}`, practice, relatives: drawRelatives(draft, id, practice) };
}

function drawRegistrations(draft: Draft, directory: Directory, patient: string, practice: Place): void {
  const { random } = draft;
  const locums = directory.colleagues.filter(({ role, place }) => (role === "waarnemer" || role === "huisarts") && place !== practice);
  const consultants = directory.colleagues.filter(({ role }) => role === "specialist-ouderengeneeskunde" || role === "arts-vg");
  const team = (id: string, place: Place, status: string): void => {
    const gp = directory.colleagues.find(({ role, place: at }) => role === "huisarts" && at === place);
    const participant = [
      ...(gp === undefined ? [] : [{ role: [concept(own("teamrol"), "vaste-huisarts")], member: { reference: gp.ref }, period: { start: "2024-01-01" } }]),
      ...random.some(locums, 0.2).map(({ ref }) => ({ role: [concept(own("teamrol"), "waarnemer")], member: { reference: ref }, period: drawPeriod(draft, { start: true, end: true }) })),
      // who leads the treatment gains no access by that
      ...random.some(consultants, 0.15).map(({ ref }) => ({ role: [concept(own("teamrol"), "hoofdbehandelaar")], member: { reference: ref }, period: drawPeriod(draft, { start: true }) })),
    ];
    // how long a former practice may read its own history; said of a registration that didn't end, it means nothing
    const until = random.chance(status === "inactive" ? 0.75 : 0.1) ? random.pick([-20, 5, 400]) * hour * 24 + hour : undefined;
    if (until !== undefined) draft.edges.add(night + until);
    // the region is written a day before its night: some left before that, some after
    const period = { start: "2024-01-01", ...(status === "inactive" && { end: new Date(night - random.pick([400, 90, 12, 6]) * hour).toISOString() }) };
    const content = { status, category: [concept(own("team"), "huisartsteam")], subject: { reference: `Patient/${patient}` }, period, managingOrganization: [{ reference: place.ref }], participant, ...(until !== undefined && { extension: [{ url: profileUrl("record-until"), valueDateTime: new Date(night + until).toISOString() }] }) };
    draft.keep("CareTeam", id, content, { patient, domain: "gedeeld", author: place.ref });
  };
  const former = random.pick([0, 0, 1, 1, 2]);
  for (let nth = 0; nth < former; nth++) team(`oud-${patient}-${nth}`, random.pick(directory.practices), "inactive");
  team(`inschrijving-${patient}`, practice, random.chance(0.92) ? "active" : "inactive");
}

const kinds: readonly (readonly [system: string, code: string])[] = [
  [snomed, "310141000146103"],
  [vektisContact, "03"],
  [vektisContact, "15"],
  [vektisContact, "24"],
  [vektisContact, "01"],
  [vektisContact, "11"],
  [v3Role, "MTH"],
  [v3Role, "FTH"],
  [v3Role, "SIS"],
];

function drawRelatives(draft: Draft, patient: string, practice: Place): readonly string[] {
  const { random } = draft;
  return random.some(kinds, 0.3).map(([of, code]) => {
    const id = `naaste-${patient}-${code.toLowerCase()}`;
    const period = random.chance(0.3) ? { period: drawPeriod(draft) } : {};
    const content = { active: random.chance(0.9), patient: { reference: `Patient/${patient}` }, relationship: [concept(of, code)], name: [{ text: `merk:RelatedPerson/${id}.` }], ...period };
    return draft.keep("RelatedPerson", id, content, { patient, domain: "gedeeld", author: practice.ref, withheld: random.chance(0.05) });
  });
}

const portal = { key: "portaal", type: "portaal", number: "90000901", numberSystem: system.kvk };

/** The patients and their relatives, as a portal vouches for them, and some who name somebody they can't be. */
export function patientsOf(people: readonly Person[]): readonly Asker[] {
  const asker = (role: string, fhirUser: string, fits: boolean): Asker => ({
    name: `${role} ${fhirUser}`,
    role,
    ...(fits && { person: fhirUser }),
    principal: principalOf({ role, place: portal, id: `portaal-${role}-${fhirUser}`, fhirUser }),
  });
  return people.flatMap(({ ref, relatives }, nth) => [
    asker("patient", ref, true),
    ...relatives.map((relative) => asker("mantelzorger", relative, true)),
    ...(nth > 0 ? [] : [asker("mantelzorger", ref, false), ...relatives.slice(0, 1).map((relative) => asker("patient", relative, false))]),
  ]);
}
