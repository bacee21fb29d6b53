import { Anomaly } from "@wijkverband/fhir";

/** Primary result codes of SQLite. Source: sqlite.org/rescode.html. */
const busy = 5;
const locked = 6;
const full = 13;

/** Says in our words what SQLite could not do; its own words (SQL, values) stay inside as the cause. */
export function asSqliteAnomaly(error: unknown): Anomaly {
  if (error instanceof Anomaly) return error;
  switch (primaryCode(error)) {
    case full:
      return new Anomaly("no-space", "there is no space left to store this", { cause: error });
    case busy:
    case locked:
      return new Anomaly("unavailable", "the database is in use for too long by another process", { cause: error });
    default:
      return new Anomaly("fault", "the store could not do this", { cause: error });
  }
}

function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return undefined;
  return error.errcode & 0xff;
}
