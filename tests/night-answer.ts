import type { ParametersParameter } from "hl7-fhir-r4-types";
import type { Body } from "./harness.ts";

/** The differences of an answer of `$palliative-handover`, flat. */
export function differencesOf(parameters: Pick<Body, "parameter">): readonly Readonly<Record<string, string>>[] {
  return (parameters.parameter ?? []).filter(({ name }) => name === "difference").map(({ part }) => Object.fromEntries((part ?? []).map((each) => [each.name, textOf(each)])));
}

function textOf({ valueCode, valueString, valueInstant, valueReference }: ParametersParameter): string {
  return valueCode ?? valueString ?? valueInstant ?? valueReference?.reference ?? "";
}
