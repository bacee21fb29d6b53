import { concept, mark, own } from "./codes.ts";
import { night, type Draft } from "./draft.ts";
import type { Directory } from "./directory.ts";
import type { Person } from "./people.ts";

const minute = 60_000;
const breakers: readonly string[] = ["huisarts", "waarnemer", "post-huisarts", "triagist", "verpleegkundig-specialist", "physician-assistant", "apotheker", "wijkverpleegkundige", "verzorgende"];

/** Draws emergency access, its reviews, notices about it, and other tasks. */
export function drawTasks(draft: Draft, directory: Directory, person: Person): void {
  const { random } = draft;
  const labels = { patient: person.id, domain: "gedeeld" };
  const asks = random.whole(0, 4);
  for (let nth = 0; nth < asks; nth++) {
    const who = random.pick(directory.colleagues.filter(({ role }) => breakers.includes(role)));
    const start = night + random.pick([-40, -20, -10, 5]) * minute;
    for (const edge of [start, start + 30 * minute]) draft.edges.add(edge);
    const task = {
      status: random.pick(["in-progress", "in-progress", "in-progress", "completed"]),
      intent: "order",
      code: concept(own("taak"), "noodtoegang"),
      for: { reference: person.ref },
      requester: { reference: who.ref },
      reasonCode: concept(own("noodreden"), random.pick(["spoed", "vitaal-belang"])),
      restriction: { period: { start: new Date(start).toISOString(), end: new Date(start + 30 * minute).toISOString() } },
      description: mark("Task", `nood-${person.id}-${nth}`),
    };
    const grant = draft.keep("Task", `nood-${person.id}-${nth}`, task, { ...labels, author: who.place.ref });
    if (random.chance(0.6)) draft.keep("Task", `beoordeling-${person.id}-${nth}`, { status: "requested", intent: "order", code: concept(own("taak"), "noodtoegang-beoordelen"), for: { reference: person.ref }, focus: { reference: grant }, owner: { reference: person.practice.ref } }, { ...labels, author: who.place.ref });
    if (random.chance(0.5)) drawNotice(draft, person, `melding-${person.id}-${nth}`, random.some(directory.places, 0.2).map(({ ref }) => ref));
  }
  if (random.chance(0.3)) draft.keep("Task", `wis-${person.id}`, { status: "requested", intent: "order", code: concept(own("taak"), "wisverzoek"), for: { reference: person.ref } }, { ...labels, author: person.practice.ref });
  if (random.chance(0.3)) draft.keep("Task", `taak-${person.id}`, { status: "requested", intent: "order", code: { text: mark("Task", `taak-${person.id}`) }, for: { reference: person.ref }, owner: { reference: random.pick(directory.places).ref } }, { ...labels, author: person.practice.ref });
  if (random.chance(0.2)) drawNotice(draft, person, `bericht-${person.id}`, [person.practice.ref]);
}

function drawNotice(draft: Draft, person: Person, id: string, recipients: readonly string[]): void {
  const recipient = [...recipients, person.ref].map((reference) => ({ reference }));
  draft.keep("Communication", id, { status: "completed", category: [concept(own("bericht"), draft.random.chance(0.9) ? "melding" : "verklaring-patient")], subject: { reference: person.ref }, recipient, payload: [{ contentString: mark("Communication", id) }] }, { patient: person.id, domain: "gedeeld", author: person.practice.ref });
}

/** Registrations that practices asked for: about nobody, so that nobody learns who exists. */
export function drawRegistrationTasks(draft: Draft, { practices }: Directory): void {
  for (const [nth, practice] of practices.entries()) {
    if (draft.random.chance(0.5)) draft.keep("Task", `inschrijving-${nth}`, { status: "requested", intent: "order", code: concept(own("taak"), "inschrijving"), requester: { reference: practice.ref } }, { domain: "gedeeld", author: practice.ref });
  }
}
