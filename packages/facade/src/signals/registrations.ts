import { isHuisartsTeam, isInForce, shapeOf, type RegistrationShape, type Span } from "@wijkverband/care";
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
 *  @param special logical ids of patients who are asked about one by one */
export async function countRegistrations(store: Store, practice: string, special: ReadonlySet<string>, window: Span, at: Date, pace: Pace): Promise<readonly Alike[]> {
  const alike = new Map<string, { team: Alike["team"]; patients: number; special: string[] }>();
  const where = [
    { kind: "reference" as const, parameter: "managing-organization", values: [{ type: "Organization" as const, id: practice.slice("Organization/".length) }] },
    { kind: "token" as const, parameter: "status", values: [{ code: "active" }] },
  ];
  for await (const stored of findAll(store, { type: "CareTeam", where }, "server", at, pace)) {
    // read as plain JSON: nothing that is asked of it is a decimal, whose digits would have to be kept
    const registration = JSON.parse(stored.json) as CareTeam;
    if (!isHuisartsTeam(registration) || !isInForce(registration.period, at)) continue;
    const team = shapeOf(registration, window);
    const key = JSON.stringify(team);
    const found = alike.get(key) ?? { team, patients: 0, special: [] };
    found.patients += 1;
    if (stored.labels.patient !== undefined && special.has(stored.labels.patient)) found.special.push(stored.labels.patient);
    alike.set(key, found);
    await pace();
  }
  return [...alike.values()];
}
