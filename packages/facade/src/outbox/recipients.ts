import { topics, type RecipientKind, type Topic } from "@wijkverband/fhir";
import type { TieKind, TieRow } from "@wijkverband/policy";

/** Which ties make somebody a recipient of a kind; those of the Task stand in the Task itself. */
export const tiesOfKind: Readonly<Record<RecipientKind, TieKind | undefined>> = {
  practice: "registered",
  members: "member",
  addressees: "addressed",
  told: "recipient",
  owner: undefined,
  requester: undefined,
};

/** What is known of an event before it has recipients. */
export interface Happening {
  readonly topic: Topic;
  /** `Type/id` */
  readonly focus: string;
  /** Ties to the patient, as they were before and as they are afterwards. */
  readonly ties: readonly TieRow[];
  /** Of the Task it is about: `Type/id`. */
  readonly owner?: string | undefined;
  readonly requester?: string | undefined;
}

/** `Type/id` of everybody whom a topic is for, by the list of topics: organisations, and people who work for one. Each once, in the order of the list. */
export function recipientsOf({ topic, focus, ties, owner, requester }: Happening): readonly string[] {
  const ofKind = (kind: RecipientKind): readonly string[] => {
    if (kind === "owner" || kind === "requester") return [kind === "owner" ? owner : requester].filter((each) => each !== undefined);
    // a message has its own recipients, not those of another one
    const rows = ties.filter((tie) => tie.kind === tiesOfKind[kind] && (kind !== "told" || tie.about === focus));
    return rows.map(({ holder }) => holder.split("#", 1)[0] ?? holder);
  };
  return [...new Set(topics[topic].to.flatMap(ofKind))];
}
