import { Anomaly } from "@wijkverband/fhir";

/** Where a version stands among all versions. It never changes place: a later version gets a place of its own. */
export interface ChangePosition {
  /** Epoch milliseconds. */
  readonly updated: number;
  readonly slot: number;
  readonly version: number;
}

/** Newest first: by time, then the resource made last, then the highest version. */
export function compareChanges(left: ChangePosition, right: ChangePosition): number {
  return right.updated - left.updated || right.slot - left.slot || right.version - left.version;
}

/** Writes `ChangesResult.next`. It holds numbers only, and whoever makes one up gains nothing: what he may see is asked at each page. */
export function writePosition({ updated, slot, version }: ChangePosition): string {
  return Buffer.from(JSON.stringify([updated, slot, version])).toString("base64url");
}

/** @throws {Anomaly} `incorrect` for a text that is no position. */
export function readPosition(text: string): ChangePosition {
  const [updated, slot, version, ...more] = numbersOf(text);
  if (updated === undefined || slot === undefined || version === undefined || more.length > 0) throw new Anomaly("incorrect", "this is no place in a history");
  return { updated, slot, version };
}

function numbersOf(text: string): readonly number[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    return Array.isArray(parts) && parts.every((part) => Number.isSafeInteger(part)) ? (parts as number[]) : [];
  } catch {
    return [];
  }
}
