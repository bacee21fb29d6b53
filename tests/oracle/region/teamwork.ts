import { concept, mark, own, planCode, snomed } from "./codes.ts";
import { withoutEmpty } from "./content.ts";
import type { Draft } from "./draft.ts";
import type { Directory } from "./directory.ts";
import type { Person } from "./people.ts";
import type { Kept } from "../world.ts";
import { isCoded } from "../json.ts";

const domains = ["gedeeld", "gedeeld", "verpleegkundig", "sociaal", "medisch", "farmaceutisch"];

/** Draws what a team does together: proposals, invitations and tasks between members, from and to anybody, and minutes of meetings. */
export function drawTeamwork(draft: Draft, directory: Directory, person: Person): void {
  const plan = draft.kept.find(({ type, patient, versions }) => type === "CarePlan" && patient === person.id && isCoded(versions[0], "category", snomed, planCode));
  const tasks = [...drawProposals(draft, directory, person, plan), ...drawInvitations(draft, directory, person, plan), ...drawTasksBetween(draft, directory, person, plan)];
  drawMinutes(draft, directory, person, tasks);
}

function drawProposals(draft: Draft, directory: Directory, person: Person, plan: Kept | undefined): readonly string[] {
  const { random } = draft;
  const targets = draft.kept.filter(({ type, patient }) => patient === person.id && ["Condition", "Goal", "Observation", "MedicationRequest"].includes(type));
  return numbered(draft, 3).map((nth) => {
    const onPlan = random.chance(0.45);
    const target = onPlan ? plan : targets.length === 0 ? undefined : random.pick(targets);
    const asks = drawAsker(draft, directory, person);
    const decides = random.chance(0.5) ? person.practice.ref : (target?.author ?? random.pick(directory.places).ref);
    const content = {
      status: random.pick(["requested", "requested", "accepted", "rejected", "cancelled", "failed"]),
      intent: "proposal",
      ...(target !== undefined && { focus: { reference: random.chance(0.7) ? `${target.ref}/_history/1` : target.ref } }),
      owner: { reference: decides },
      reasonCode: { text: "beter zo" },
    };
    return keepTask(draft, person, { id: `voorstel-${person.id}-${nth}`, code: onPlan ? "voorstel-zorgplan" : "voorstel", content, asks, domain: onPlan && random.chance(0.85) ? "gedeeld" : (target?.domain ?? random.pick(domains)) });
  });
}

function drawInvitations(draft: Draft, directory: Directory, person: Person, plan: Kept | undefined): readonly string[] {
  const { random } = draft;
  return numbered(draft, 2).map((nth) => {
    const content = {
      status: random.pick(["requested", "requested", "accepted", "completed", "rejected", "cancelled"]),
      intent: "order",
      ...(plan !== undefined && { focus: { reference: plan.ref } }),
      owner: { reference: drawOwner(draft, directory, person) },
    };
    return keepTask(draft, person, { id: `uitnodiging-${person.id}-${nth}`, code: "uitnodiging", content, asks: drawAsker(draft, directory, person), domain: "gedeeld" });
  });
}

function drawTasksBetween(draft: Draft, directory: Directory, person: Person, plan: Kept | undefined): readonly string[] {
  const { random } = draft;
  return numbered(draft, 4).map((nth) => {
    const content = {
      status: random.pick(["requested", "accepted", "in-progress", "on-hold", "completed", "cancelled"]),
      intent: "order",
      ...(plan !== undefined && { basedOn: [{ reference: plan.ref }] }),
      owner: { reference: drawOwner(draft, directory, person) },
    };
    return keepTask(draft, person, { id: `opdracht-${person.id}-${nth}`, code: "opdracht", content, asks: drawAsker(draft, directory, person), domain: random.pick(domains) });
  });
}

interface Asks {
  readonly requester: string;
  /** Organisation whose word it is; absent for the patient and relatives. */
  readonly author?: string;
}

function keepTask(draft: Draft, person: Person, { id, code, content, asks, domain }: { readonly id: string; readonly code: string; readonly content: object; readonly asks: Asks; readonly domain: string }): string {
  const { requester, author } = asks;
  const task = { ...content, code: concept(own("taak"), code), for: { reference: person.ref }, requester: { reference: requester }, description: mark("Task", id) };
  return draft.keep("Task", id, task, { patient: person.id, domain, withheld: draft.random.chance(0.04), ...(author !== undefined && { author }) });
}

function drawAsker({ random }: Draft, { colleagues }: Directory, { ref, relatives }: Person): Asks {
  if (random.chance(0.15)) return { requester: random.pick([ref, ...relatives]) };
  const colleague = random.pick(colleagues);
  return { requester: colleague.ref, author: colleague.place.ref };
}

/** An organisation mostly; or somebody by name. */
function drawOwner({ random }: Draft, { places, colleagues }: Directory, { ref, relatives }: Person): string {
  if (random.chance(0.6)) return random.pick(places).ref;
  return random.chance(0.5) ? random.pick(colleagues).ref : random.pick([ref, ...relatives]);
}

function drawMinutes(draft: Draft, { colleagues }: Directory, person: Person, tasks: readonly string[]): void {
  const { random } = draft;
  const encounters = draft.kept.filter(({ type, patient }) => type === "Encounter" && patient === person.id);
  for (const nth of numbered(draft, 2)) {
    const id = `verslag-${person.id}-${nth}`;
    const writer = random.pick(colleagues);
    const content = {
      status: "final",
      type: concept(own("verslag"), "mdo-verslag"),
      subject: { reference: person.ref },
      ...(encounters.length > 0 && random.chance(0.6) && { encounter: { reference: random.pick(encounters).ref } }),
      date: `2026-11-${random.pick(["02", "09", "16"])}T10:00:00Z`,
      author: [{ reference: writer.ref }],
      title: mark("Composition", id),
      section: [withoutEmpty({ title: "afspraken", entry: random.some(tasks, 0.5).map((reference) => ({ reference })) })],
    };
    draft.keep("Composition", id, content, { patient: person.id, domain: random.chance(0.85) ? "gedeeld" : random.pick(domains), author: writer.place.ref, withheld: random.chance(0.05) });
  }
}

function numbered({ random }: Draft, most: number): readonly number[] {
  return Array.from({ length: random.whole(0, most) }, (_, nth) => nth);
}
