import { nameText } from "@wijkverband/care";
import type { Store } from "@wijkverband/store";
import type { Practitioner, PractitionerRole } from "hl7-fhir-r4-types";

/** How the person behind a role is called: by the directory, else as the role says; `undefined` where neither says it. */
export async function personNameOf(store: Store, role: PractitionerRole | undefined): Promise<string | undefined> {
  const reference = role?.practitioner?.reference ?? "";
  const person = (await store.readMany([reference])).get(reference)?.resource() as Practitioner | undefined;
  return nameText(person?.name) ?? role?.practitioner?.display;
}

/** The same by `PractitionerRole/<id>`. */
export async function personNameAt(store: Store, reference: string): Promise<string | undefined> {
  return personNameOf(store, (await store.readMany([reference])).get(reference)?.resource() as PractitionerRole | undefined);
}
