import { storedType } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import { readAlsoDeleted, type Looks } from "../guard.ts";

/** What an event is about, as it is now, also when it was deleted; `undefined` when it was erased, or the event names nothing that is kept here.
 *  @param focus `Type/id` */
export async function readFocus(store: Pick<Looks, "read" | "history">, focus: string | undefined): Promise<Stored | undefined> {
  const [name = "", id = ""] = (focus ?? "").split("/");
  const type = storedType(name)?.type;
  return type === undefined ? undefined : readAlsoDeleted(store, type, id);
}
