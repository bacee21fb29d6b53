import { canonicalBase } from "./identifier.ts";
import type { ResourceTypeName } from "./resource-types.ts";

/** What a recipient of a notification is to what happened.
 *  `practice`: where the patient is registered; `members`: organisations in the neighbourhood team, or for which a member works; `addressees`: posts of the
 *  publication; `owner`, `requester`: of the Task it is about; `told`: recipients of the message it is about. Who was it before and who is it afterwards both count. */
export type RecipientKind = "practice" | "members" | "addressees" | "owner" | "requester" | "told";

/** What one may be notified of: in words, and who is. An operation names the topic; the rest follows from this list. */
export interface TopicEntry {
  readonly nl: string;
  readonly en: string;
  readonly to: readonly RecipientKind[];
  /** The types that it can be about, each with the search parameters of that type by which a Subscription may narrow it. */
  readonly filters: Filters;
  /** Only a practice is ever told. */
  readonly practiceOnly?: true;
}

type Filters = Readonly<Partial<Record<ResourceTypeName, readonly string[]>>>;

const publication: Filters = { ServiceRequest: ["patient", "status", "performer", "requester"] };
const task: Filters = { Task: ["patient", "code", "status", "priority", "owner", "requester"] };
const team: Filters = { CareTeam: ["patient", "status", "category"] };
const message: Filters = { Communication: ["patient", "status", "category"] };
const directory: Filters = {
  PractitionerRole: ["organization", "practitioner", "role"],
  OrganizationAffiliation: ["primary-organization", "participating-organization", "role"],
};

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
  "handover-published": { nl: "er is een overdracht gepubliceerd", en: "a handover was published", to: ["practice", "members", "addressees"], filters: publication },
  "handover-withdrawn": { nl: "de overdracht is ingetrokken", en: "the handover was withdrawn", to: ["practice", "members", "addressees"], filters: publication },
  "handover-changed": { nl: "er is iets veranderd sinds de overdracht", en: "something changed since the handover", to: ["practice", "members", "addressees"], filters: publication },
  "plan-changed": { nl: "het zorgplan is veranderd", en: "the care plan changed", to: ["practice", "members"], filters: { CarePlan: ["patient", "status", "category"] } },
  "proposal-made": { nl: "er is een voorstel gedaan", en: "a proposal was made", to: ["owner"], filters: task },
  "proposal-decided": { nl: "er is over een voorstel beslist", en: "a proposal was decided", to: ["requester"], filters: task },
  "membership-changed": { nl: "het wijkteam is veranderd", en: "the neighbourhood team changed", to: ["practice", "members"], filters: { ...task, ...team } },
  "task-made": { nl: "er is een taak gevraagd", en: "a task was asked", to: ["owner"], filters: task },
  "task-changed": { nl: "een taak is veranderd", en: "a task changed", to: ["owner", "requester"], filters: task },
  "break-glass-used": { nl: "er is noodtoegang gebruikt", en: "emergency access was used", to: ["owner"], filters: task, practiceOnly: true },
  "break-glass-reviewed": { nl: "noodtoegang is beoordeeld", en: "emergency access was reviewed", to: ["told"], filters: message },
  "handover-retrieved": { nl: "de overdracht is opgehaald", en: "the handover was retrieved", to: ["practice"], filters: publication, practiceOnly: true },
  "contact-reported": { nl: "er is een waarneembericht", en: "a contact was reported", to: ["owner"], filters: task, practiceOnly: true },
  "assignment-changed": { nl: "er is iets veranderd aan inschrijving of waarneming", en: "registration or cover changed", to: ["practice", "members"], filters: { ...team, ...directory } },
  "patient-died": { nl: "de patiënt is overleden", en: "the patient died", to: ["told"], filters: message },
};

/** Stands where an event of a patient stood whose record was erased: only its number is left. */
export const erasedTopic = "erased";

/** Version in which topics are published. */
export const topicVersion = "0.1.0";

/** Canonical of a topic. */
export function topicUrl(topic: Topic | typeof erasedTopic): string {
  return `${canonicalBase}/SubscriptionTopic/${topic}`;
}
