import type { Store } from "@wijkverband/store";

/** `Organization/<id>` where a patient is registered at an instant; `undefined` for who is registered nowhere. There is one at most (`one-practice`).
 *  @param patient logical id */
export async function practiceNow(store: Store, patient: string, at: Date): Promise<string | undefined> {
  const now = at.toISOString();
  return (await store.tiesOf(patient, "registered")).find(({ from, until }) => (from === undefined || from <= now) && (until === undefined || now < until))?.holder;
}
