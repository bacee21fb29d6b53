import { isTieInForce, type TieRow } from "@wijkverband/policy";
import type { Store } from "@wijkverband/store";

/** `Organization/<id>` where a patient is registered at an instant; `undefined` for who is registered nowhere. There is one at most (`one-practice`).
 *  @param patient logical id
 *  @param arriving ties that are about to be written, of any kind and patient */
export async function practiceNow(store: Store, patient: string, at: Date, arriving: readonly TieRow[] = []): Promise<string | undefined> {
  const rows = [...arriving.filter((row) => row.kind === "registered" && row.patient === patient), ...(await store.tiesOf(patient, "registered"))];
  return rows.find((row) => isTieInForce(row, at))?.holder;
}
