import { questionOf, type SearchQuery } from "@wijkverband/fhir";
import type { SearchRequest, Store, Stored } from "@wijkverband/store";
import type { Pace } from "./pace.ts";

/** As many as are read without giving way: some milliseconds. */
const pageSize = 200;

/** What a question of our own finds, page by page, with room for others in between.
 *  @param visible narrowed to whom it is about, where the patients of a practice are meant */
export async function* findAll(store: Store, asked: Pick<SearchQuery, "type" | "where">, visible: SearchRequest["visible"], at: Date, pace: Pace): AsyncIterable<Stored> {
  let after: string | undefined;
  do {
    const query = { ...questionOf(asked.type, asked.where, pageSize), ...(after !== undefined && { after }) };
    const page = await store.search({ query, visible, at });
    await pace();
    for (const stored of page.matches) yield stored;
    after = page.next;
  } while (after !== undefined);
}

/** What is about the patients who are registered at a practice now. */
export function ofPatientsAt(practice: string): Exclude<SearchRequest["visible"], "server"> {
  const visibility = [{ row: "signals", all: [{ is: "tie" as const, kind: "registered" as const, holders: [practice] }] }];
  return { Basic: visibility, ServiceRequest: visibility };
}
