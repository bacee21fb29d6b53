import { system } from "@wijkverband/fhir";
import { concept, mark, organizationType, own } from "./codes.ts";
import { drawCovers } from "./covers.ts";
import { drawPeriod, type Draft } from "./draft.ts";
import type { Asker } from "../world.ts";
import { principalOf } from "./principal.ts";

export interface Place {
  readonly key: string;
  readonly ref: string;
  readonly type: string;
  readonly number: string;
  readonly numberSystem: string;
}

interface Colleague {
  /** `PractitionerRole/x`. */
  readonly ref: string;
  readonly role: string;
  readonly place: Place;
  readonly uzi: string;
}

export interface Directory {
  readonly places: readonly Place[];
  readonly practices: readonly Place[];
  readonly posts: readonly Place[];
  readonly colleagues: readonly Colleague[];
}

const practiceRoles = ["huisarts", "huisarts", "poh", "doktersassistent", "waarnemer", "verpleegkundig-specialist", "aios", "praktijkmanager"];

/** [key, type, roles of who works there]. */
const staff: readonly (readonly [string, string, readonly string[]])[] = [
  ["praktijk-a", "Z3", practiceRoles],
  ["praktijk-b", "Z3", ["huisarts", "poh-ggz", "physician-assistant", "anios", "waarnemer"]],
  ["praktijk-c", "Z3", ["huisarts", "waarnemer", "doktersassistent"]],
  ["post-a", "N6", ["post-huisarts", "triagist"]],
  ["post-b", "N6", ["post-huisarts", "triagist"]],
  ["zorg-a", "T2", ["wijkverpleegkundige", "verzorgende"]],
  ["zorg-b", "T2", ["wijkverpleegkundige", "verzorgende"]],
  ["apotheek", "J8", ["apotheker", "apothekersassistent"]],
  ["ouderenzorg", "R5", ["specialist-ouderengeneeskunde", "arts-vg"]],
  ["sociaal", "sociaal-team", ["sociaal-werker", "sociaal-werker"]],
  ["zcc", "ZG", ["zcc-triagist"]],
  ["rho", "rho", ["rho-analist"]],
];

/** Draws organisations, who works there, and how they stand to each other. */
export function drawDirectory(draft: Draft): Directory {
  const places = staff.map(([key, type], index): Place => ({ key, ref: `Organization/${key}`, type, number: `9100${String(index).padStart(4, "0")}`, numberSystem: type === "sociaal-team" || type === "rho" ? system.kvk : system.ura }));
  for (const place of places) {
    const typeSystem = place.type === "sociaal-team" ? own("organisatie-soort") : place.type === "rho" ? own("netwerk") : organizationType;
    draft.keep("Organization", place.key, { identifier: [{ system: place.numberSystem, value: place.number }], active: true, type: [concept(typeSystem, place.type)], name: `Voorbeeld ${place.key}` }, { author: place.ref });
  }
  const colleagues = staff.flatMap(([, , roles], index) => roles.flatMap((role, nth) => (places[index] === undefined ? [] : [drawColleague(draft, places[index], role, nth)])));
  const directory: Directory = { places, practices: places.filter(({ type }) => type === "Z3").slice(0, draft.random.whole(2, 3)), posts: places.filter(({ type }) => type === "N6"), colleagues };
  drawAffiliations(draft, directory);
  drawCovers(draft, directory);
  drawSubscriptions(draft, directory);
  return directory;
}

function drawColleague(draft: Draft, place: Place, role: string, nth: number): Colleague {
  const id = `${place.key}-${role}-${nth}`;
  // eight digits: nine that happen to pass the elfproef are refused in a URL
  const uzi = `9${String(draft.kept.length).padStart(7, "0")}`;
  draft.keep("Practitioner", `persoon-${id}`, { identifier: [{ system: system.uzi, value: uzi }], name: [{ family: `Voorbeeld${draft.kept.length}`, text: id }] }, { author: place.ref });
  draft.keep("PractitionerRole", id, { active: true, practitioner: { reference: `Practitioner/persoon-${id}` }, organization: { reference: place.ref }, code: [concept(own("rol"), role)] }, { author: place.ref });
  return { ref: `PractitionerRole/${id}`, role, place, uzi };
}

function drawAffiliations(draft: Draft, { places, practices, posts }: Directory): void {
  const { random } = draft;
  const zcc = places.find(({ type }) => type === "ZG");
  const tie = (holder: Place, about: Place, code: string): void => {
    const id = `${code}-${holder.key}-${about.key}`;
    const content = { active: random.chance(0.9), period: drawPeriod(draft, { start: true }), organization: { reference: holder.ref }, participatingOrganization: { reference: about.ref }, code: [concept(own("verbinding"), code)] };
    draft.keep("OrganizationAffiliation", id, content, { author: holder.ref });
  };
  for (const practice of practices) {
    for (const post of posts) if (random.chance(0.5)) tie(post, practice, "anw-post");
    for (const other of practices) if (other !== practice && random.chance(0.4)) tie(other, practice, "waarneming");
    if (zcc !== undefined && random.chance(0.6)) tie(zcc, practice, "zcc");
  }
}

/** What organisations want to hear of. None is in force: here they are only there to be found, or not. */
function drawSubscriptions(draft: Draft, { places }: Directory): void {
  for (const { key, ref } of places) {
    const id = `abonnement-${key}`;
    if (draft.random.chance(0.5)) draft.keep("Subscription", id, { status: "off", reason: mark("Subscription", id), criteria: own("plan-changed"), channel: { type: "websocket" } }, { author: ref });
  }
}

/** Everybody of the directory, and some who present themselves as what the directory doesn't say. */
export function professionalsOf({ random }: Draft, { colleagues, places }: Directory): readonly Asker[] {
  const known = colleagues.map((colleague): Asker => {
    const { place, role, ref, uzi } = colleague;
    const byNumber = random.chance(0.2);
    return { name: ref, role, organization: place.ref, organizationType: place.type, person: ref, principal: principalOf({ role, place, id: uzi, ...(!byNumber && { fhirUser: ref }) }) };
  });
  const odd = Array.from({ length: 8 }, (_, nth): Asker => {
    const { role } = random.pick(colleagues);
    const place = random.pick(places);
    // somebody of elsewhere is nobody here: the person falls away, the organisation stays
    const elsewhere = random.pick(colleagues);
    const fits = elsewhere.place === place;
    return { name: `${role} van ${place.key}, zegt ${elsewhere.ref} (${nth})`, role, organization: place.ref, organizationType: place.type, ...(fits && { person: elsewhere.ref }), principal: principalOf({ role, place, id: `onbekend-${nth}`, fhirUser: elsewhere.ref }) };
  });
  const nowhere = { key: "nergens", ref: "Organization/nergens", type: "Z3", number: "99999999", numberSystem: system.ura };
  const lost = ["huisarts", "post-huisarts", "wijkverpleegkundige"].map((role): Asker => ({ name: `${role} van een onbekende organisatie`, role, organizationType: nowhere.type, principal: principalOf({ role, place: nowhere, id: `nergens-${role}` }) }));
  return [...known, ...odd, ...lost];
}
