import { endOf, signals } from "@wijkverband/care";
import { Anomaly, canonicalBase, codeSystemUrl, isPractice, profileUrl } from "@wijkverband/fhir";
import type { Communication, Organization } from "hl7-fhir-r4-types";
import { answerWritten } from "../answers.ts";
import { ownChange } from "../break-glass/own-change.ts";
import { commit } from "../commit.ts";
import { inputFault } from "../input-fault.ts";
import { operation, type Operation } from "../operation.ts";
import { noSignals } from "../signals/which.ts";

/** Longest explanation, in characters: half a page. */
const longest = 2_000;

/** `POST [base]/Organization/[id]/$explain-signal`: what a practice says of a signal of its own. It stands with the report until its date; a new one takes its place. */
export const explainSignalOperation: Operation = operation({
  code: "$explain-signal",
  on: "Organization",
  definition: `${canonicalBase}/OperationDefinition/explain-signal`,
  affectsState: true,
  scope: "wijkverband-verantwoordelijke-huisarts",
  title: "Explain a signal",
  input: { signal: { type: "code", min: 1 }, text: { type: "string", min: 1 }, until: { type: "date" } },
  async run(context, stored, { signal, text, until }) {
    const { house, at, ask } = context;
    const known = signals.find(({ key }) => key === signal);
    if (known === undefined) throw inputFault("signal", `signal is one of ${signals.map(({ key }) => key).join(", ")}`);
    const said = text.trim();
    if (said.length > longest) throw refused("text", `text has at most ${longest} characters`);
    if (until !== undefined && !(endOf(until) > at.getTime())) throw refused("until", "an explanation goes until a day that is still to come");
    const practice = stored.resource() as Organization;
    if (!isPractice(practice)) throw noSignals("only a GP practice has these signals");
    const reference = `Organization/${stored.id}`;
    const explanation: Communication & { id: string } = {
      resourceType: "Communication",
      id: house.newId(),
      meta: { profile: [profileUrl("signal-explanation")] },
      ...(until !== undefined && { extension: [{ url: profileUrl("explains-until"), valueDate: until }] }),
      status: "completed",
      category: [{ coding: [{ system: codeSystemUrl("bericht"), code: "toelichting-signaal", display: "toelichting bij een signaal" }] }],
      topic: { coding: [{ system: codeSystemUrl("signaal"), code: known.key, display: known.name.nl }] },
      sender: { reference, ...(practice.name !== undefined && { display: practice.name }) },
      sent: at.toISOString(),
      payload: [{ contentString: said }],
    };
    const [written] = await commit(context, { changes: [ownChange(context, explanation, { domain: "gedeeld", author: reference })] });
    if (written === undefined) throw new Anomaly("fault", "the explanation wasn't stored");
    return answerWritten(written, 201, house.baseUrl, ask.prefer);
  },
});

function refused(name: string, text: string): Anomaly {
  return new Anomaly("rule", text, { issues: [{ text, expression: `Parameters.parameter.where(name='${name}')`, rule: "profile" }] });
}
