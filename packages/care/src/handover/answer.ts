import type { Bundle, ContactPoint, Flag, Patient } from "hl7-fhir-r4-types";

/** `none`: nothing is published. `changed`: something it holds was added, changed or ended since. `stale`: past its review date. */
export type HandoverStatus = "current" | "changed" | "stale" | "none";

/** The sections of a handover, in the order in which they are read; CodeSystem `overdracht-sectie`. */
export type SectionKey =
  | "behandelgrenzen"
  | "wilsverklaringen"
  | "fase-en-prognose"
  | "diagnose-en-problemen"
  | "medicatie"
  | "allergieen"
  | "scenarios"
  | "bereikbaarheid"
  | "contactpersonen"
  | "zorg-aanwezig"
  | "doel-en-wensen"
  | "hulpmiddelen"
  | "gesprekken";

/** One thing that is different from the sealed document. Texts are Dutch, for a doctor's eyes. */
export interface Difference {
  readonly kind: "added" | "changed" | "ended";
  readonly section: SectionKey;
  /** What it is about, e.g. "Reanimatie". */
  readonly what: string;
  readonly old?: string;
  readonly new?: string;
  /** Display or reference of who wrote the change. */
  readonly author?: string;
  /** ISO instant of the change. */
  readonly at: string;
  /** Versioned reference to the present resource, `Consent/x/_history/2`. */
  readonly reference: string;
}

export type Decision = "permit" | "deny" | "anders" | "not-discussed" | "unknown";

/** A treatment limit as read from its Consent. */
export interface Limit {
  readonly reference: string;
  readonly treatment: { readonly system?: string; readonly code: string; readonly text: string };
  readonly decision: Decision;
  /** The text that *anders* carries; also set for not discussed / unknown when there is one. */
  readonly text?: string;
  /** `Consent.dateTime`. */
  readonly date?: string;
  readonly author?: string;
}

/** Contradicting limits for one treatment, newest first. */
export interface Conflict {
  readonly treatment: Limit["treatment"];
  readonly limits: readonly Limit[];
}

export type ResponsibleRule = "own-gp-on-call" | "patient-cover" | "anw-post" | "practice-hours" | "practice-cover" | "gap";

/** A specialist ouderengeneeskunde or arts VG who leads the treatment beside the own GP. */
export interface Hoofdbehandelaar {
  /** `PractitionerRole/<id>` */
  readonly reference: string;
  readonly display: string;
  /** Role key (CodeSystem `rol`). */
  readonly role?: string;
  readonly phone?: ContactPoint;
}

/** Who answers for the patient at an instant. References are versioned in `evidence`. */
export interface ResponsibleGp {
  readonly rule: ResponsibleRule;
  readonly person?: { readonly reference: string; readonly display: string };
  readonly role?: string;
  readonly practice?: { readonly reference: string; readonly display: string };
  readonly phone?: ContactPoint;
  /** For when nobody picks up the first one. */
  readonly secondPhone?: ContactPoint;
  readonly unrostered?: boolean;
  /** On duty, but not at the practice; absent when on site, or where the hours don't say. */
  readonly presence?: "remote";
  /** For a gap: whom to call, in Dutch. */
  readonly text?: string;
  /** First instant at which the answer changes; absent when no change is in sight. */
  readonly until?: string;
  readonly fallback?: Omit<ResponsibleGp, "fallback">;
  /** Another doctor who leads the treatment, whoever answers; never in a fallback. */
  readonly hoofdbehandelaar?: Hoofdbehandelaar;
  readonly evidence: readonly string[];
}

/** All that the post gets at 03:00; `$palliative-handover` and the night page are two renderings of it. */
export interface NightAnswer {
  readonly status: HandoverStatus;
  readonly at: string;
  readonly patient: Patient;
  /** The sealed document exactly as published. */
  readonly document?: Bundle;
  readonly publishedAt?: string;
  readonly reviewDate?: string;
  readonly differences: readonly Difference[];
  readonly conflicts: readonly Conflict[];
  readonly responsibleGp: ResponsibleGp;
  /** The vaste huisarts and practice, with phone, whoever is responsible now. */
  readonly ownGp?: { readonly display: string; readonly practice: string; readonly telecom: readonly ContactPoint[] };
  /** `Basic/<id>` of each availability that doesn't hold any more: who offered it is no fixed GP here now, or it ended. The document may still have it. */
  readonly endedOffers?: readonly string[];
  /** Live, never from the document. */
  readonly homeAccess: readonly Flag[];
}
