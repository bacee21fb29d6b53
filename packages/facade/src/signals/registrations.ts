import { isHuisartsTeam, isInForce, shapeOf, type RegistrationShape, type Shape, type Span } from "@wijkverband/care";
import type { Store } from "@wijkverband/store";
import type { CareTeam } from "hl7-fhir-r4-types";
import { findAll } from "./pages.ts";
import type { Pace } from "./pace.ts";

/** Registrations that are alike, and the patients among them of whom more has to be read than the registration. */
export interface Alike extends RegistrationShape {
  /** Logical ids. */
  readonly special: readonly string[];
}

/** Counts the registrations in force at a practice by what the signals ask of them. What is kept in memory grows with how they differ, not with how many there are.
 *  @param special logical ids of patients who are asked about one by one @param past the time that is looked back on, up to now @param end of the time that is counted in */
export async function countRegistrations(store: Store, practice: string, special: ReadonlySet<string>, past: Span, end: number, pace: Pace): Promise<readonly Alike[]> {
  const at = new Date(past.end);
  const alike = new Map<string, { readonly shape: Shape; patients: number; special: string[] }>();
  const where = [
    { kind: "reference" as const, parameter: "managing-organization", values: [{ type: "Organization" as const, id: practice.slice("Organization/".length) }] },
    { kind: "token" as const, parameter: "status", values: [{ code: "active" }] },
  ];
  for await (const stored of findAll(store, { type: "CareTeam", where }, "server", at, pace)) {
    // read as plain JSON: nothing that is asked of it is a decimal, whose digits would have to be kept
    const registration = JSON.parse(stored.json) as CareTeam;
    if (!isHuisartsTeam(registration) || !isInForce(registration.period, at)) continue;
    const shape = shapeOf(registration, past, end);
    const key = JSON.stringify(shape);
    const found = alike.get(key) ?? { shape, patients: 0, special: [] };
    found.patients += 1;
    if (stored.labels.patient !== undefined && special.has(stored.labels.patient)) found.special.push(stored.labels.patient);
    alike.set(key, found);
    await pace();
  }
  return [...alike.values()].map(({ shape, ...counted }) => ({ ...shape, ...counted }));
}
