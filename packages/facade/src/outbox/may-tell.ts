import { roleKeyOf } from "@wijkverband/care";
import { questionOf, type SearchQuery } from "@wijkverband/fhir";
import { decide, isRole, type Caller } from "@wijkverband/policy";
import type { OutboxEntry } from "@wijkverband/store";
import type { Organization, PractitionerRole } from "hl7-fhir-r4-types";
import { typedBy, worksAt } from "../caller.ts";
import { factsOf, type Looks } from "../guard.ts";
import type { House } from "../house.ts";
import { readFocus } from "./read-focus.ts";

/** How many people of an organisation are looked at; roles repeat, so more would hardly tell more. */
const mostPeople = 200;

/** May the recipient know now what an event is about? The policy table says so: somebody whom the directory knows at that organisation could read it at this
 *  instant. An organisation that left the team, whose consent was withdrawn, or that was never let in is told that something happened, and not about what.
 *  An organisation that isn't active any more knows nothing. An outside consent service isn't asked. What was erased is told to nobody. */
export async function mayTell({ store, bases }: Pick<House, "bases"> & { readonly store: Looks }, { recipient, focus, patient }: OutboxEntry, at: Date): Promise<boolean> {
  const subject = await readFocus(store, focus);
  if (subject === undefined || subject.labels.patient !== patient) return false;
  const organization = (await store.readMany([recipient])).get(recipient)?.resource() as Organization | undefined;
  if (organization === undefined || organization.active === false) return false;
  for (const who of await peopleOf(store, recipient, patient, at)) {
    const caller: Caller = { ...who, organization: recipient, bases, ...typedBy(organization) };
    if (decide(caller, "read", await factsOf(store, caller, ["read"], subject, at)).allow) return true;
  }
  return false;
}

/** Each role that somebody has at the organisation, and everybody who has a tie of his own to the patient: a locum, or a member of the team. */
async function peopleOf(store: Looks, organization: string, patient: string | undefined, at: Date): Promise<readonly Pick<Caller, "role" | "person">[]> {
  const where: SearchQuery["where"] = [{ kind: "reference", parameter: "organization", values: [{ type: "Organization", id: organization.slice("Organization/".length) }] }];
  const { matches } = await store.search({ query: questionOf("PractitionerRole", where, mostPeople), visible: "server", at });
  const rows = patient === undefined ? [] : [...(await store.tiesOf(patient, "member")), ...(await store.tiesOf(patient, "waarneming"))];
  const tied = await store.readMany([...new Set(rows.map(({ holder }) => holder.split("#", 1)[0] ?? ""))].filter((holder) => holder.startsWith("PractitionerRole/")));
  const callers = (stored: Iterable<{ readonly id: string; resource(): unknown }>) =>
    [...stored].flatMap((each) => {
      const practitionerRole = each.resource() as PractitionerRole;
      const role = roleKeyOf(practitionerRole) ?? "";
      return worksAt(practitionerRole, organization, at) && isRole(role) ? [{ role, person: `PractitionerRole/${each.id}` }] : [];
    });
  return [...[...new Set(callers(matches).map(({ role }) => role))].map((role) => ({ role })), ...callers(tied.values())];
}
