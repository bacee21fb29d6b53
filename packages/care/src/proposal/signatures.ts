import { profileUrl } from "@wijkverband/fhir";
import type { Provenance } from "hl7-fhir-r4-types";
import type { NamedReference } from "../reference.ts";

const participantType = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

export interface SignaturesInput {
  readonly id: string;
  /** Versioned reference of what came of the proposal. */
  readonly result: string;
  /** Who proposed. */
  readonly author: NamedReference;
  /** `PractitionerRole` of who accepted. */
  readonly verifier: NamedReference;
  /** `Task/<id>` of the proposal. */
  readonly proposal: string;
  readonly at: Date;
}

/** The two signatures under one version: who proposed it and who accepted it (`two-signatures`). */
export function signaturesOf({ id, result, author, verifier, proposal, at }: SignaturesInput): Provenance & { readonly id: string } {
  const agent = (code: "author" | "verifier", who: NamedReference) => ({ type: { coding: [{ system: participantType, code }] }, who });
  return {
    resourceType: "Provenance",
    id,
    meta: { profile: [profileUrl("two-signatures")] },
    target: [{ reference: result }],
    recorded: at.toISOString(),
    agent: [agent("author", author), agent("verifier", verifier)],
    entity: [{ role: "source", what: { reference: proposal } }],
  };
}
