import type { erasedTopic, Topic } from "@wijkverband/fhir";

/** That something happened, for one organisation or one Subscription. It says what kind of thing and to which resource; never a name, a number of a person or content. */
export interface OutboxEvent {
  readonly topic: Topic;
  /** Logical id of the patient it is about. */
  readonly patient?: string;
  /** `Type/id` */
  readonly focus: string;
  /** `Organization/<id>`, or `Subscription/<id>` of one of an organisation. */
  readonly recipient: string;
}

/** An event as it lies in the outbox. Of one whose patient was erased only recipient, number and instants are left (`keep-and-erase`). */
export interface OutboxEntry {
  readonly recipient: string;
  /** 1, 2, ... without gaps, one sequence a recipient. */
  readonly number: number;
  readonly topic: Topic | typeof erasedTopic;
  readonly patient?: string;
  readonly focus?: string;
  /** ISO instant of the unit that it came with. */
  readonly recorded: string;
  readonly delivered?: string;
  /** When it was given up. It stays, and can be replayed. */
  readonly dead?: string;
  /** How often it was sent. */
  readonly attempts: number;
  /** Why the last attempt failed. */
  readonly failure?: string;
}

/** Asks for the turn to send to a recipient. */
export interface OutboxClaim {
  readonly recipient: string;
  /** Name of whoever sends; unique to a running process. */
  readonly holder: string;
  readonly at: Date;
  /** Until when nobody else gets the turn, should this holder vanish. */
  readonly until: Date;
  /** Only while the recipient is bound to this connection. */
  readonly bound?: string;
}

/** How sending to a recipient goes. */
export interface OutboxTurn {
  /** Number of the last event there was, sent or not; 0 before the first. */
  readonly last: number;
  /** How many attempts failed since the last that succeeded. */
  readonly failures: number;
  /** ISO instant of the first of these. */
  readonly failingSince?: string;
  /** ISO instant at which something arrived last, an event or not. */
  readonly sent?: string;
  /** The one connection over which it is sent to, of recipients that come and fetch. */
  readonly bound?: string;
}

export interface ClaimedEvent {
  readonly entry: OutboxEntry;
  /** How many attempts at this recipient failed since the last that succeeded, whatever the event. */
  readonly failures: number;
}

/** What came of sending a claimed event; or of what is no event, on a turn taken for that. */
export interface OutboxMark {
  readonly recipient: string;
  readonly number?: number;
  /** Of several events that arrived together: the last. */
  readonly upTo?: number;
  readonly holder: string;
  readonly at: Date;
}

export interface OutboxFailure extends OutboxMark {
  /** Why, in words that name no person. */
  readonly failure: string;
  /** Nobody gets the turn before this instant. */
  readonly retryAt: Date;
  /** How long (milliseconds) a recipient may fail; then what waited that long is given up. */
  readonly patience: number;
}

/** How much waits for a recipient, and how much was given up. */
export interface OutboxCount {
  readonly recipient: string;
  readonly pending: number;
  readonly dead: number;
}

/** Events that left with the unit that caused them, waiting for whoever delivers them (transactional outbox). Delivery is in order and one at a time for each
 *  recipient, by whoever holds the turn; an event whose sender vanished between sending and marking is sent again, under the same number. */
export interface Outbox {
  /** Events that weren't delivered nor given up, in order of recipient and number. */
  pendingEvents(recipient: string | undefined, count: number): Promise<readonly OutboxEntry[]>;
  /** As `pendingEvents`, those that were given up. */
  deadEvents(recipient: string | undefined, count: number): Promise<readonly OutboxEntry[]>;
  /** All events of a recipient from the number after `after` on, delivered or not. */
  eventsOf(recipient: string, page: { readonly after?: number; readonly count: number }): Promise<readonly OutboxEntry[]>;
  /** Recipients (of those that are named, or of all) for whom something waits or was given up, in their order. */
  outboxCounts(recipients?: readonly string[]): Promise<readonly OutboxCount[]>;
  /** Takes the turn and answers with the first pending event; `undefined` when there is none, when it isn't time yet, or when another holder has the turn. */
  claimEvent(claim: OutboxClaim): Promise<ClaimedEvent | undefined>;
  /** Takes the turn for what is no event, though nothing waits; `undefined` when it isn't time yet, or when another holder has the turn. */
  claimTurn(claim: OutboxClaim): Promise<OutboxTurn | undefined>;
  turnOf(recipient: string): Promise<OutboxTurn>;
  /** Binds a recipient to a connection, or (without one) to none; whoever was bound or had the turn has lost it, and nothing is waited for any more. */
  bindRecipient(recipient: string, connection: string | undefined): Promise<void>;
  /** Gives the turn back. False, and nothing changed, when this holder had lost it. */
  markDelivered(mark: OutboxMark): Promise<boolean>;
  /** Gives the turn back. The number of events given up by this; `undefined`, and nothing changed, when this holder had lost the turn. */
  markFailed(failure: OutboxFailure): Promise<number | undefined>;
  /** Lets events go out once more: those given up, or with `from` all from that number on, delivered ones too. Their next attempt waits for nothing.
   *  @returns how many */
  replayEvents(recipient: string, from?: number): Promise<number>;
}
