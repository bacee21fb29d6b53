import { Anomaly, codeSystemUrl, system } from "@wijkverband/fhir";
import type { Organization } from "hl7-fhir-r4-types";

/** National types of organisations where somebody can be registered: GP practice, GP institution, dispensing GP practice. */
const practiceTypes: readonly (string | undefined)[] = ["Z3", "H1", "K3"];

/** Tells whether patients can be registered at an organisation. */
export function isPractice({ type }: Organization): boolean {
  return type?.some(({ coding }) => coding?.some((each) => each.system === system.organizationType && practiceTypes.includes(each.code))) ?? false;
}

/** Tells whether an organisation is that of a region's practices (RHO). */
export function isRegion({ type }: Organization): boolean {
  return type?.some(({ coding }) => coding?.some((each) => each.system === codeSystemUrl("netwerk") && each.code === "rho")) ?? false;
}

/** Of an organisation that has no signals. */
export function noSignals(text: string): Anomaly {
  return new Anomaly("rule", text, { issues: [{ text, expression: "Organization.type", rule: "responsible-gp" }] });
}
