export type RuleKey =
  | "one-practice"
  | "dossier-owner"
  | "own-part"
  | "immutable"
  | "gp-decides"
  | "supervised"
  | "two-gps"
  | "responsible-gp"
  | "attested"
  | "one-current"
  | "honest-status"
  | "limits-clear"
  | "minimum"
  | "low-effort"
  | "home-access"
  | "no-row-no-access"
  | "narrowed"
  | "stranger"
  | "basis"
  | "person"
  | "break-glass"
  | "life-events"
  | "audit"
  | "no-bsn"
  | "keep-and-erase"
  | "who-reads-parts"
  | "if-match-required"
  | "profile"
  | "elfproef"
  | "one-patient"
  | "unknown-modifier"
  | "review-date"
  | "reference"
  | "one-plan"
  | "propose"
  | "two-signatures"
  | "status-step"
  | "team-roles"
  | "return"
  | "subscription";

/** Every rule by the key that refusals and audit events name. A retired key is never used again. */
export const rules: { readonly [key in RuleKey]: string } = {
  "one-practice": "A patient has at most one active registration.",
  "dossier-owner": "Medical content belongs to the practice where the patient is registered now.",
  "own-part": "Nursing, pharmaceutical and social content belongs to the organisation that wrote it.",
  immutable: "Published handovers, return messages and minutes never change; a correction replaces.",
  "gp-decides": "Only a huisarts or covering waarnemer of the owning practice decides, publishes or withdraws.",
  supervised: "An AIOS or ANIOS works under a named supervising huisarts.",
  "two-gps": "One vaste huisarts and one vaste tweede huisarts, both huisarts.",
  "responsible-gp": "At every instant somebody answers for the patient, or the gap is said.",
  attested: "The huisarts attests a handover; the server seals it.",
  "one-current": "One active publication a patient.",
  "honest-status": "Nothing outdated is passed off as current; nothing is hidden.",
  "limits-clear": "A limit is permit, deny or anders with text, never two of them.",
  minimum: "A handover holds at least what the post needs at night.",
  "low-effort": "The server assembles what is stored; a complete record means two calls.",
  "home-access": "Key-safe codes are fetched live for a visit and never enter the document.",
  "no-row-no-access": "One policy table decides; no row, no access.",
  narrowed: "The decision narrows every query.",
  stranger: "What a caller may not see does not exist for him.",
  basis: "A read by another organisation names its recorded basis.",
  "break-glass": "Emergency access is for half an hour, read only, with a reason; the own practice reviews it and the patient sees it.",
  "life-events": "Death, growing up and incapacity change who stands in for the patient.",
  person: "Every call on patient data names a person and a role.",
  audit: "Every interaction leaves an audit event, durable before the answer.",
  "no-bsn": "A BSN never stands in a URL, header, log, metric or error.",
  "keep-and-erase": "Nothing disappears silently.",
  "who-reads-parts": "Who may read a handover may read its entries.",
  "if-match-required": "A shared resource is updated against a known version.",
  profile: "A resource meets its profile.",
  elfproef: "A BSN has nine digits and passes the elfproef.",
  "one-patient": "A document or resource is about one patient.",
  "unknown-modifier": "A modifier that isn't understood is refused.",
  "review-date": "A handover is reviewed within 90 days.",
  reference: "A reference points at something that is there.",
  "one-plan": "A patient has at most one care plan in force.",
  propose: "Who may read a part may propose a change to it; its owner decides, a refusal has a reason.",
  "two-signatures": "An accepted proposal names who proposed it and who accepted it.",
  "status-step": "A status changes by a step of its table.",
  return: "What a post did goes back to the practice, with its urgency; a huisarts acknowledges it.",
  "team-roles": "A team has one coordinator and one first point of contact at a time.",
  subscription: "A Subscription names a topic, filters and a channel that this server knows.",
};
