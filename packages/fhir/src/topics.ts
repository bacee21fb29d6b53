import { canonicalBase } from "./identifier.ts";

/** What a recipient of a notification is to what happened.
 *  `practice`: where the patient is registered; `members`: organisations in the neighbourhood team, or for which a member works; `addressees`: posts of the
 *  publication; `owner`, `requester`: of the Task it is about; `told`: recipients of the message it is about. Who was it before and who is it afterwards both count. */
export type RecipientKind = "practice" | "members" | "addressees" | "owner" | "requester" | "told";

/** What one may be notified of: in words, and who is. An operation names the topic; the rest follows from this list. */
export interface TopicEntry {
  readonly nl: string;
  readonly en: string;
  readonly to: readonly RecipientKind[];
}

export type Topic =
  | "handover-published"
  | "handover-withdrawn"
  | "handover-changed"
  | "plan-changed"
  | "proposal-made"
  | "proposal-decided"
  | "membership-changed"
  | "task-made"
  | "task-changed"
  | "break-glass-used"
  | "break-glass-reviewed"
  | "handover-retrieved"
  | "contact-reported"
  | "assignment-changed"
  | "patient-died";

export const topics: Readonly<Record<Topic, TopicEntry>> = {
  "handover-published": { nl: "er is een overdracht gepubliceerd", en: "a handover was published", to: ["practice", "members", "addressees"] },
  "handover-withdrawn": { nl: "de overdracht is ingetrokken", en: "the handover was withdrawn", to: ["practice", "members", "addressees"] },
  "handover-changed": { nl: "er is iets veranderd sinds de overdracht", en: "something changed since the handover", to: ["practice", "members", "addressees"] },
  "plan-changed": { nl: "het zorgplan is veranderd", en: "the care plan changed", to: ["practice", "members"] },
  "proposal-made": { nl: "er is een voorstel gedaan", en: "a proposal was made", to: ["owner"] },
  "proposal-decided": { nl: "er is over een voorstel beslist", en: "a proposal was decided", to: ["requester"] },
  "membership-changed": { nl: "het wijkteam is veranderd", en: "the neighbourhood team changed", to: ["practice", "members"] },
  "task-made": { nl: "er is een taak gevraagd", en: "a task was asked", to: ["owner"] },
  "task-changed": { nl: "een taak is veranderd", en: "a task changed", to: ["owner", "requester"] },
  "break-glass-used": { nl: "er is noodtoegang gebruikt", en: "emergency access was used", to: ["owner"] },
  "break-glass-reviewed": { nl: "noodtoegang is beoordeeld", en: "emergency access was reviewed", to: ["told"] },
  "handover-retrieved": { nl: "de overdracht is opgehaald", en: "the handover was retrieved", to: ["practice"] },
  "contact-reported": { nl: "er is een waarneembericht", en: "a contact was reported", to: ["owner"] },
  "assignment-changed": { nl: "er is iets veranderd aan inschrijving of waarneming", en: "registration or cover changed", to: ["practice", "members"] },
  "patient-died": { nl: "de patiënt is overleden", en: "the patient died", to: ["told"] },
};

/** Stands where an event of a patient stood whose record was erased: only its number is left. */
export const erasedTopic = "erased";

/** Canonical of a topic. */
export function topicUrl(topic: Topic | typeof erasedTopic): string {
  return `${canonicalBase}/SubscriptionTopic/${topic}`;
}
