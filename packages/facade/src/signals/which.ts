import { anyHasCode, ownCode } from "@wijkverband/care";
import { Anomaly } from "@wijkverband/fhir";
import type { Organization } from "hl7-fhir-r4-types";

/** Tells whether an organisation is that of a region's practices (RHO). */
export function isRegion({ type }: Organization): boolean {
  return anyHasCode(type, ownCode("netwerk", "rho"));
}

/** Of an organisation that has no signals. */
export function noSignals(text: string): Anomaly {
  return new Anomaly("rule", text, { issues: [{ text, expression: "Organization.type", rule: "responsible-gp" }] });
}
