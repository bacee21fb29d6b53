import type { Role } from "@wijkverband/policy";

/** What an outside consent service says of one patient for one asking organisation. `unknown` stands for whatever is neither: no answer in time,
 *  an answer that can't be made out, a service that is down. It opens nothing, just as `deny`. */
export type ConsentAnswer = "permit" | "deny" | "unknown";

/** An organisation by its number, and its kind by its national type code (Z3, N6, T2, ...). */
export interface ConsentParty {
  readonly system: string;
  readonly value: string;
  readonly type: string;
}

/** A *closed question*: may this organisation come in for this patient, yes or no. */
export interface ConsentQuestion {
  /** Nine digits. In the body of a message only: never in a URL, header or log (`no-bsn`). */
  readonly bsn: string;
  readonly requester: ConsentParty;
  /** Key of the role of the person for whom the organisation asks. */
  readonly role: Role;
  /** The practice of registration, which keeps the record; absent where the directory has no number of it. */
  readonly holder?: ConsentParty;
  /** Code of v3-ActReason. */
  readonly purpose: string;
}

/** Port to a consent service outside (Mitz). An implementation has a time-out of its own; it may throw, which is taken for `unknown`. */
export interface ConsentService {
  permits(question: ConsentQuestion): Promise<ConsentAnswer>;
}
