import { concept, mark, own } from "./codes.ts";
import type { Directory } from "./directory.ts";
import { night, type Draft } from "./draft.ts";
import type { Person } from "./people.ts";

const day = 86_400_000;
const domains = ["gedeeld", "gedeeld", "gedeeld", "gedeeld", "medisch"];

/** Draws moves between practices: declared, contested, and asked by the patient; from and to any organisation, now and then for a person. */
export function drawMoves(draft: Draft, { places, practices, colleagues }: Directory, person: Person): void {
  const { random } = draft;
  const count = random.whole(0, 3);
  for (let nth = 0; nth < count; nth++) {
    const id = `overschrijving-${person.id}-${nth}`;
    const code = random.pick(["overschrijving", "overschrijving-betwist", "overschrijving-gevraagd"]);
    const asks = random.pick(random.chance(0.8) ? practices : places);
    const self = code === "overschrijving-gevraagd" && random.chance(0.7);
    const waits = random.chance(0.8) ? random.pick(practices).ref : random.pick([random.pick(places).ref, random.pick(colleagues).ref]);
    const contested = night + random.pick([-5, 5, 20]) * day;
    const content = {
      status: random.pick(["requested", "requested", "accepted", "rejected", "completed"]),
      intent: "order",
      code: concept(own("taak"), code),
      for: { reference: person.ref },
      requester: { reference: self ? random.pick([person.ref, ...person.relatives]) : asks.ref },
      owner: { reference: waits },
      restriction: { period: { end: new Date(contested).toISOString() } },
      description: mark("Task", id),
    };
    draft.keep("Task", id, content, { patient: person.id, domain: random.pick(domains), withheld: random.chance(0.04), ...(!self && { author: asks.ref }) });
  }
}
