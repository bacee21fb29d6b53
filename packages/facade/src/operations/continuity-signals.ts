import { signals, type SignalKey } from "@wijkverband/care";
import { canonicalBase, isPractice } from "@wijkverband/fhir";
import { narrow, type Caller } from "@wijkverband/policy";
import type { Stored } from "@wijkverband/store";
import type { Organization } from "hl7-fhir-r4-types";
import { answerResource } from "../answers.ts";
import type { Context } from "../context.ts";
import { inputFault } from "../input-fault.ts";
import { operation, type Operation } from "../operation.ts";
import { explanationsOf } from "../signals/explanation.ts";
import { paced } from "../signals/pace.ts";
import { countedSpan, thisMonth } from "../signals/period.ts";
import { measurePractice } from "../signals/practice.ts";
import { regionOf } from "../signals/region.ts";
import { reportsBundle, type Told } from "../signals/report.ts";
import { isRegion, noSignals } from "../signals/which.ts";

/** `GET|POST [base]/Organization/[id]/$continuity-signals`: signals to talk about, never a verdict. A practice gets its own; the organisation of a region gets
 *  counts over its members, none of which is about few. Each comes with what it means and where that stands. */
export const continuitySignalsOperation: Operation = operation({
  code: "$continuity-signals",
  on: "Organization",
  definition: `${canonicalBase}/OperationDefinition/continuity-signals`,
  affectsState: false,
  scope: "wijkverband-verantwoordelijke-huisarts",
  title: "Signals about continuity, to talk about",
  input: { period: { type: "date" }, signal: { type: "code", max: "*" } },
  async run(context, stored, { period, signal }) {
    const wanted = wantedSignals(signal);
    const organization = { ...(stored.resource() as Organization), id: stored.id };
    if (seesRegion(context.caller)) {
      if (!isRegion(organization)) throw noSignals("a region's signals are those of its organisation of practices");
      return ofRegion(context, stored, period, wanted);
    }
    if (!isPractice(organization)) throw noSignals("only a GP practice has these signals");
    return ofPractice(context, organization, period, wanted);
  },
});

/** The table lets some see a region's counts, and never a practice's own. */
function seesRegion(caller: Caller): boolean {
  return narrow(caller, "$continuity-signals", "Organization").some(({ row }) => row === "signals-region");
}

/** Those that were asked for, in the order of the list; all when none was. */
function wantedSignals(asked: readonly string[]): typeof signals {
  if (asked.some((key) => !signals.some((each) => each.key === key))) throw inputFault("signal", `signal is one of ${signals.map(({ key }) => key).join(", ")}`);
  return asked.length === 0 ? signals : signals.filter(({ key }) => asked.includes(key));
}

async function ofPractice({ house, ask: { language }, at }: Context, practice: Organization & { readonly id: string }, period: string | undefined, wanted: typeof signals) {
  const counted = countedSpan(period, at);
  const reporter = `Organization/${practice.id}`;
  const findings = await measurePractice(house, practice, counted, at);
  const explanations = await explanationsOf(house.store, reporter, at, paced());
  const told = wanted.map((signal): Told => {
    const explanation = explanations.get(signal.key);
    return { signal, ...(findings.get(signal.key) ?? { state: "unknown" }), absent: "unknown", ...(explanation && { explanation }) };
  });
  return answerResource(reportsBundle(told, { reporter, counted, at, language, newId: house.newId }));
}

const practices = {
  numerator: { nl: "praktijken waar dit signaal er is", en: "practices with this signal" },
  denominator: { nl: "praktijken waarvan het bekend is", en: "practices of which it is known" },
};

async function ofRegion({ house, ask: { language }, at }: Context, { id }: Stored, period: string | undefined, wanted: typeof signals) {
  const counted = thisMonth(period, at);
  const reporter = `Organization/${id}`;
  const picture = await regionOf(house, reporter, counted, at);
  const figures = new Map(picture.figures.map((figure): [SignalKey, typeof figure] => [figure.key, figure]));
  const told = wanted.map((signal): Told => ({ signal, ...figures.get(signal.key), absent: "masked", ...(signal.region === "practices" && { counts: practices }) }));
  return answerResource(reportsBundle(told, { reporter, counted, at: picture.at, language, newId: house.newId }));
}
