import type { Visibility } from "@wijkverband/policy";

/** What of Subscriptions organisations (`Organization/<id>`) see: their own. As row `subscription-own` says it, for our own questions. */
export function ofOrganizations(organizations: readonly string[]): Visibility {
  return [{ row: "subscription-own", all: [{ is: "author", authors: organizations }] }];
}
