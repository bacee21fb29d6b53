import { concept, mark, own } from "./codes.ts";
import { withoutEmpty } from "./content.ts";
import type { Directory } from "./directory.ts";
import type { Draft } from "./draft.ts";
import type { Person } from "./people.ts";

const domains = ["medisch", "medisch", "medisch", "medisch", "gedeeld", "verpleegkundig", "sociaal"];

/** Draws what posts reported of a night: a document, what they noted, and the task that waits for the practice. Some are of an organisation that is no post. */
export function drawContacts(draft: Draft, { places, posts, practices }: Directory, person: Person): void {
  const { random } = draft;
  const count = random.whole(0, 2);
  for (let nth = 0; nth < count; nth++) {
    const place = random.chance(0.85) ? random.pick(posts) : random.pick(places);
    const name = `${person.id}-${nth}`;
    const labels = { patient: person.id, domain: random.pick(domains), author: place.ref, withheld: random.chance(0.1) };
    const subject = { reference: person.ref };
    const noted = random.chance(0.6) ? [draft.keep("Observation", `gezien-${name}`, { status: "final", code: { text: mark("Observation", `gezien-${name}`) }, subject, effectiveDateTime: "2026-11-23" }, { ...labels, withheld: false })] : [];
    const composition = {
      status: "final",
      type: concept(own("verslag"), "waarneembericht"),
      subject,
      date: "2026-11-23T03:00:00Z",
      author: [{ reference: place.ref }],
      title: mark("Composition", `waarneembericht-${name}`),
      section: [withoutEmpty({ title: "objectief", entry: noted.map((reference) => ({ reference })) })],
    };
    const report = draft.keep("Composition", `waarneembericht-${name}`, composition, labels);
    if (random.chance(0.85)) drawTask(draft, person, { name, report, from: place.ref, waits: random.chance(0.8) ? person.practice.ref : random.pick([...practices, place]).ref, domain: labels.domain });
  }
}

function drawTask(draft: Draft, person: Person, { name, report, from, waits, domain }: { readonly name: string; readonly report: string; readonly from: string; readonly waits: string; readonly domain: string }): void {
  const id = `bericht-van-nacht-${name}`;
  const content = {
    status: draft.random.pick(["requested", "received", "completed"]),
    intent: "order",
    code: concept(own("taak"), draft.random.pick(["waarneembericht", "waarneembericht", "waarneembericht-verstuurd"])),
    for: { reference: person.ref },
    focus: { reference: report },
    requester: { reference: from },
    owner: { reference: waits },
    description: mark("Task", id),
  };
  draft.keep("Task", id, content, { patient: person.id, domain, author: draft.random.chance(0.5) ? from : person.practice.ref, withheld: draft.random.chance(0.04) });
}

/** What practices, and others who don't, said about their signals: about no patient. */
export function drawExplanations(draft: Draft, { places, practices }: Directory): void {
  const { random } = draft;
  for (const [nth, place] of [...practices, random.pick(places)].entries()) {
    if (random.chance(0.5)) continue;
    const id = `toelichting-${nth}`;
    const content = { status: "completed", category: [concept(own("bericht"), "toelichting-signaal")], sender: { reference: place.ref }, payload: [{ contentString: mark("Communication", id) }] };
    draft.keep("Communication", id, content, { ...(random.chance(0.5) && { domain: random.pick(["gedeeld", "medisch"]) }), author: place.ref, withheld: random.chance(0.1) });
  }
}
