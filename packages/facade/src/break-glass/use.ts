import { countedDays, day, reviewingPractice } from "@wijkverband/care";
import { codeSystemUrl, questionOf, system, type Clause } from "@wijkverband/fhir";
import { roles } from "@wijkverband/policy";
import type { Stored } from "@wijkverband/store";
import type { CareTeam, Organization, Practitioner, PractitionerRole } from "hl7-fhir-r4-types";
import type { Context } from "../context.ts";
import { identifiersOf } from "../patient-number.ts";
import { personNameOf } from "../person-name.ts";

/** Who asks, as people read it: name, role and organisation. The directory's names go before what a token says. */
export async function whoAsks({ house, ask: { principal }, caller }: Context): Promise<string> {
  const { person: reference = "", organization: of = "" } = caller;
  const known = await house.store.readMany([reference, of]);
  const role = known.get(reference)?.resource() as PractitionerRole | undefined;
  const organization = (known.get(of)?.resource() as Organization | undefined)?.name ?? principal.organization?.name;
  const name = (await personNameOf(house.store, role)) ?? principal.person?.name ?? "Iemand";
  return `${name} (${[roles[caller.role].nl, ...(organization === undefined ? [] : [organization])].join(", ")})`;
}

/** The practice that looks at it afterwards: of registration, or the last one. */
export async function practiceFor({ house, at }: Context, patient: Stored): Promise<ReturnType<typeof reviewingPractice>> {
  const record = await house.store.record(patient.id);
  const teams = record.filter(({ type }) => type === "CareTeam").map((stored) => stored.resource() as CareTeam);
  return reviewingPractice(teams, at);
}

/** How often this human being used emergency access for patients of a practice lately, this time included; under whichever role: one person may have several.
 *  Without a practice, for this patient. */
export async function countUses(context: Context, patient: string, practice: string | undefined): Promise<number> {
  const { house, at } = context;
  const since = at.getTime() - countedDays * day;
  const whose: Clause =
    practice === undefined
      ? { kind: "reference", parameter: "patient", values: [{ type: "Patient", id: patient }] }
      : { kind: "reference", parameter: "owner", values: [{ type: "Organization", id: practice.slice("Organization/".length) }] };
  const requesters = (await rolesOf(context)).map((reference) => ({ type: "PractitionerRole" as const, id: reference.slice("PractitionerRole/".length) }));
  const where: readonly Clause[] = [
    whose,
    { kind: "token", parameter: "code", values: [{ system: codeSystemUrl("taak"), code: "noodtoegang-beoordelen" }] },
    { kind: "reference", parameter: "requester", values: requesters },
    { kind: "date", parameter: "authored-on", values: [{ prefix: "ge", start: since, end: since + 1 }] },
  ];
  const query = { ...questionOf("Task", where, 1), total: true };
  return ((await house.store.search({ query, visible: "server", at })).total ?? 0) + 1;
}

/** All roles in the directory of the human being who asks: who works at several places may stand there once for each, with one and the same national number. */
export async function rolesOf({ house, caller, at }: Pick<Context, "house" | "caller" | "at">): Promise<readonly string[]> {
  const { person = "" } = caller;
  const search = async (type: "Practitioner" | "PractitionerRole", clause: Clause): Promise<readonly Stored[]> =>
    (await house.store.search({ query: questionOf(type, [clause], 200), visible: "server", at })).matches;
  const role = (await house.store.readMany([person])).get(person)?.resource() as PractitionerRole | undefined;
  const practitioner = role?.practitioner?.reference;
  if (!practitioner?.startsWith("Practitioner/")) return [person];
  const own = (await house.store.readMany([practitioner])).get(practitioner)?.resource() as Practitioner | undefined;
  const numbers = own === undefined ? [] : identifiersOf(own).filter((each) => national.includes(each.system));
  const others = numbers.length === 0 ? [] : await search("Practitioner", { kind: "token", parameter: "identifier", values: numbers });
  const ids = [...new Set([practitioner.slice("Practitioner/".length), ...others.map(({ id }) => id)])];
  const roles = await search("PractitionerRole", { kind: "reference", parameter: "practitioner", values: ids.map((id) => ({ type: "Practitioner", id })) });
  return [...new Set([person, ...roles.map(({ id }) => `PractitionerRole/${id}`)])];
}

/** Numbers that the country gives to one human being. */
const national: readonly string[] = [system.uzi, system.agb, system.big];
