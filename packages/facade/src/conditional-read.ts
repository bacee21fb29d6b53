import type { Issue } from "@wijkverband/fhir";
import type { Store, Stored } from "@wijkverband/store";
import { answerStored, versionHeaders } from "./answers.ts";
import { answerText } from "./bundle-text.ts";
import { isNamedBy } from "./entity-tag.ts";
import type { Answer, Ask } from "./exchange.ts";
import { wholeSecond } from "./precondition.ts";
import type { Shape } from "./shaped.ts";

/** Answers what is stored, or 304 to who has it already: R4 http.html#cread. Only for who may read it, and after that was decided. */
export async function answerUnlessKnown(store: Pick<Store, "readVersion">, ask: Pick<Ask, "ifNoneMatch" | "ifModifiedSince">, stored: Stored, { cut, ignored }: Shape): Promise<Answer> {
  if (await isKnown(store, ask, stored)) return { status: 304, headers: versionHeaders(stored), lastModified: stored.lastUpdated };
  const json = cut(stored.json);
  const notes = ignored.map((text): Issue => ({ severity: "warning", code: "not-supported", text: `${text}, and was left out` }));
  const answer = json === stored.json ? answerStored(stored) : { ...answerStored(stored), ...answerText(json.toString()) };
  return notes.length === 0 ? answer : { ...answer, notes };
}

/** By version where one is named; a date counts only when none is (RFC 9110 §13.1.3). */
async function isKnown(store: Pick<Store, "readVersion">, { ifNoneMatch, ifModifiedSince }: Pick<Ask, "ifNoneMatch" | "ifModifiedSince">, stored: Stored): Promise<boolean> {
  if (ifNoneMatch !== undefined) return isNamedBy(ifNoneMatch, stored.versionId);
  const since = ifModifiedSince === undefined ? Number.NaN : Date.parse(ifModifiedSince);
  const written = wholeSecond(stored.lastUpdated);
  if (Number.isNaN(since) || written > since) return false;
  return written < since || !(await isSecondOfItsSecond(store, stored, written));
}

/** HTTP dates have whole seconds: who has the first of two versions of one second would take it for the second. */
async function isSecondOfItsSecond(store: Pick<Store, "readVersion">, { type, id, versionId }: Stored, written: number): Promise<boolean> {
  if (versionId === "1") return false;
  const before = await store.readVersion(type, id, String(Number(versionId) - 1));
  return wholeSecond(before.lastUpdated) === written;
}
