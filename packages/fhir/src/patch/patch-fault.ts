import { Anomaly } from "../anomaly.ts";

/** Most operations of one patch. */
export const mostOperations = 500;

/** An operation that can't be done on the resource as it is. `place`: FHIRPath of the operation in Parameters; a JSON Patch has none, so the text names its index. */
export function cannotApply(index: number, text: string, place?: string): Anomaly {
  return new Anomaly("rule", "the patch doesn't apply", { issues: [issueOf(index, text, place)] });
}

/** An operation that makes no sense on any resource. */
export function malformed(index: number, text: string, place?: string): Anomaly {
  return new Anomaly("incorrect", "the patch can't be read", { issues: [issueOf(index, text, place)] });
}

function issueOf(index: number, text: string, place: string | undefined): { text: string; expression?: string } {
  return { text: `operation ${index}: ${text}`, ...(place !== undefined && { expression: place }) };
}
