import { answerText } from "../bundle-text.ts";
import type { Interaction } from "../context.ts";
import { patientOf, servedEvent, servedText } from "../audit/log-entry.ts";
import { nobody, notThere, permit } from "../guard.ts";
import { readShape, shapingParameters } from "../shaped.ts";

/** `GET [base]/AuditEvent/[id]`: one event of the log, for who may read the log of that patient. Reading it is logged too (`audit`). */
export const readLog: Interaction = {
  code: "read",
  method: "GET",
  path: ":type/:id",
  action: "R",
  letter: "r",
  takes: shapingParameters,
  kinds: ["log"],
  async run({ house, caller, at, trail, ask }, { type, id }) {
    const { cut } = readShape(house, ask.query, { types: [type], lenient: ask.lenient, mayCount: false });
    const event = await house.store.auditEvent(id);
    const patient = event === undefined ? undefined : patientOf(servedEvent(event));
    // what is about no patient is nobody's to read here, and can't be told from what isn't there, nor from another's: all go the same way
    await permit(house.store, caller, "read", patient === undefined ? nobody : { type, id, labels: { patient } }, at, trail);
    if (event === undefined || patient === undefined) throw notThere();
    trail.entities.set(`${type}/${id}`, patient);
    return answerText(cut(servedText(event)).toString());
  },
};
