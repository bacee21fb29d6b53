import { organizationTypeOf, system } from "@wijkverband/fhir";
import type { Principal } from "@wijkverband/identity";
import type { Organization, Practitioner, PractitionerRole } from "hl7-fhir-r4-types";
import type { House } from "../house.ts";
import { personNameOf } from "../person-name.ts";
import type { SubscriptionView } from "./subscription.ts";

/** In whose name a Subscription is served, for the log: no token is at hand, so by the directory. */
export async function principalOfSubscriber({ store }: Pick<House, "store">, { organization, subscriber }: Pick<SubscriptionView, "organization" | "subscriber">, at: Date): Promise<Principal> {
  const { client, role, person = "" } = subscriber;
  const found = await store.readMany([organization, person].filter((each) => each !== ""));
  const employer = found.get(organization)?.resource() as Organization | undefined;
  const number = employer?.identifier?.find(({ system: of }) => of === system.ura) ?? employer?.identifier?.[0];
  const own = found.get(person)?.resource() as PractitionerRole | undefined;
  const reference = own?.practitioner?.reference ?? "";
  const practitioner = reference === "" ? undefined : ((await store.readMany([reference])).get(reference)?.resource() as Practitioner | undefined);
  return {
    client,
    organization: { system: number?.system ?? "", identifier: number?.value ?? "", name: employer?.name ?? "", type: organizationTypeOf(employer) ?? "" },
    ...(own !== undefined && {
      person: {
        id: practitioner?.identifier?.find(({ system: of }) => of === system.uzi)?.value ?? practitioner?.identifier?.[0]?.value ?? person,
        name: (await personNameOf(store, own)) ?? "",
        role,
        fhirUser: person,
      },
    }),
    purpose: "TREAT",
    scopes: [],
    tokenId: "",
    expires: at.getTime() / 1000,
  };
}
