import { profileUrl } from "@wijkverband/fhir";
import type { Extension, Period, PractitionerRole } from "hl7-fhir-r4-types";
import { endOf, startOf } from "./period.ts";
import { plain, referenceTo } from "./reference.ts";
import type { Schedule } from "./schedule.ts";
import { always, not } from "./schedule.ts";

/** Extension of whatever covers: it holds in ANW too. */
const includesAnw: string = profileUrl("includes-anw");

/** Extension of a PractitionerRole: whom this role stands in for. */
const coverExtension: string = profileUrl("cover");

/** Somebody who stands in for a huisarts of the practice (profile `cover-role`). */
export interface HuisartsCover {
  /** The role at the covered practice. */
  readonly role: PractitionerRole;
  /** `PractitionerRole/<id>` of the huisarts who is away. */
  readonly covered: string;
  /** `PractitionerRole/<id>` that the locum has of his own. */
  readonly by: string | undefined;
}

/** Reads whom a role stands in for; none for an ordinary role, and for a cover without an end, which doesn't begin. */
export function readCover(role: PractitionerRole): HuisartsCover | undefined {
  const parts = role.extension?.find(({ url }) => url === coverExtension)?.extension;
  const part = (name: string): string | undefined => plain(parts?.find(({ url }) => url === name)?.valueReference?.reference);
  const covered = part("covered");
  return covered === undefined || role.period?.end === undefined ? undefined : { role, covered, by: part("by") };
}

/** Who goes first of covers of one kind that are in force together: the one that started last, then the one that ends first, then by reference.
 *  So a day within a month goes before the month, and the month goes on afterwards; periods that touch hand over at that instant. */
export function byCover<T>(periodOf: (item: T) => Period | undefined, referenceOf: (item: T) => string): (one: T, other: T) => number {
  return (one, other) => {
    const [first, second] = [periodOf(one), periodOf(other)];
    return compare(starts(second), starts(first)) || compare(ends(first), ends(second)) || compare(referenceOf(one), referenceOf(other));
  };
}

function compare<V extends string | number>(one: V, other: V): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function starts(period: Period | undefined): number {
  return period?.start === undefined ? -Infinity : startOf(period.start);
}

function ends(period: Period | undefined): number {
  return period?.end === undefined ? Infinity : endOf(period.end);
}

/** The covers of a practice's huisartsen, who goes first at the front. */
export function coversAmong(roles: readonly PractitionerRole[], practice: string): readonly HuisartsCover[] {
  return roles
    .flatMap((role) => readCover(role) ?? [])
    .filter(({ role }) => role.active !== false && plain(role.organization?.reference) === practice)
    .toSorted(byCover(({ role }) => role.period, ({ role }) => referenceTo(role)));
}

/** At which hours a cover goes: by day, and in ANW where it says so. */
export function coverHours(extensions: readonly Extension[] | undefined, anw: Schedule): Schedule {
  return extensions?.some(({ url, valueBoolean }) => url === includesAnw && valueBoolean === true) ? always : not(anw);
}
