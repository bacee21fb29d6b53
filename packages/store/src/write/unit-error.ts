import { Anomaly } from "@wijkverband/fhir";

/** What a failed unit rejects with: our own anomalies as they are, anything else as a fault whose cause stays inside. */
export function asAnomaly(error: unknown): Anomaly {
  return error instanceof Anomaly ? error : new Anomaly("fault", "the unit could not be written", { cause: error });
}
