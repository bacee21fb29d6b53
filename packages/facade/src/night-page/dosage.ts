import type { Dosage, Timing } from "hl7-fhir-r4-types";
import { describeConcept, describeConcepts } from "./concept.ts";
import { describeQuantity } from "./item.ts";
import type { Texts } from "./texts/texts.ts";

/** A dosage as written; without a text the structured parts are put in a row, unpolished but complete. */
export function describeDosage(dosage: Dosage, texts: Texts): string {
  const reason = describeConcept(dosage.asNeededCodeableConcept, texts);
  const needed = reason !== undefined ? `${texts.words.asNeeded.toLowerCase()}: ${reason}` : dosage.asNeededBoolean ? texts.words.asNeeded.toLowerCase() : undefined;
  const own = dosage.text ?? join([...(dosage.doseAndRate ?? []).map(describeDose), describeTiming(dosage.timing, texts), describeConcept(dosage.route, texts), describeConcept(dosage.method, texts)], " ");
  const max = dosage.maxDosePerPeriod === undefined ? undefined : `${texts.words.max} ${describeRatio(dosage.maxDosePerPeriod, texts)}`;
  const maxOnce = dosage.maxDosePerAdministration === undefined ? undefined : `${texts.words.max} ${describeQuantity(dosage.maxDosePerAdministration)}`;
  return join([own, own?.toLowerCase().includes(texts.words.asNeeded.toLowerCase()) && reason === undefined ? undefined : needed, max, maxOnce, describeConcept(dosage.site, texts), describeConcepts(dosage.additionalInstruction, texts), dosage.patientInstruction], "; ") ?? "";
}

type DoseAndRate = NonNullable<Dosage["doseAndRate"]>[number];

function describeDose(dose: DoseAndRate): string | undefined {
  const range = dose.doseRange === undefined ? undefined : join([describeQuantity(dose.doseRange.low), describeQuantity(dose.doseRange.high)], " - ");
  const rateRange = dose.rateRange === undefined ? undefined : join([describeQuantity(dose.rateRange.low), describeQuantity(dose.rateRange.high)], " - ");
  const ratio = dose.rateRatio === undefined ? undefined : join([describeQuantity(dose.rateRatio.numerator), describeQuantity(dose.rateRatio.denominator)], " / ");
  return join([describeQuantity(dose.doseQuantity), range, describeQuantity(dose.rateQuantity), rateRange, ratio], " ");
}

function describeRatio(ratio: NonNullable<Dosage["maxDosePerPeriod"]>, texts: Texts): string {
  return join([describeQuantity(ratio.numerator), describeQuantity(ratio.denominator)], ` ${texts.words.per} `) ?? "";
}

function describeTiming(timing: Timing | undefined, texts: Texts): string | undefined {
  const repeat = timing?.repeat;
  const often = repeat?.frequency === undefined ? undefined : `${repeat.frequency}${repeat.frequencyMax === undefined ? "" : `-${repeat.frequencyMax}`} ${texts.words.times}`;
  const span = repeat?.period === undefined ? undefined : `${texts.words.per} ${repeat.period === 1 ? "" : `${repeat.period} `}${texts.units[repeat.periodUnit ?? ""] ?? repeat.periodUnit ?? ""}`;
  return join([describeConcept(timing?.code, texts), often, span, (repeat?.timeOfDay ?? []).map((time) => time.slice(0, 5)).join(", "), (repeat?.when ?? []).join(", "), (repeat?.dayOfWeek ?? []).map((day) => texts.days[day] ?? day).join(", ")], " ");
}

function join(words: readonly (string | undefined)[], separator: string): string | undefined {
  const said = words.filter((word) => word !== undefined && word !== "");
  return said.length === 0 ? undefined : said.join(separator);
}
