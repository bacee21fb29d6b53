import { erasedTopic } from "@wijkverband/fhir";
import type { ClaimedEvent, OutboxClaim, OutboxCount, OutboxEntry, OutboxEvent, OutboxFailure, OutboxMark, OutboxTurn } from "../outbox.ts";

interface Turn {
  holder: string | undefined;
  heldUntil: number;
  failures: number;
  failingSince: number | undefined;
  notBefore: number;
  sent: number | undefined;
  bound: string | undefined;
}

const untried = { holder: undefined, heldUntil: 0, failures: 0, failingSince: undefined, notBefore: 0 };

const isPending = ({ delivered, dead }: OutboxEntry): boolean => delivered === undefined && dead === undefined;
const isDead = ({ dead }: OutboxEntry): boolean => dead !== undefined;

/** The outbox of a store that forgets. Nothing that adds to it fails afterwards, so it takes nothing back. */
export class MemoryOutbox {
  /** By recipient; the place in the list is the number less one. */
  readonly #entries = new Map<string, OutboxEntry[]>();
  readonly #turns = new Map<string, Turn>();

  add(events: readonly OutboxEvent[], at: Date): void {
    for (const { recipient, topic, patient, focus } of events) {
      const own = this.#entries.get(recipient) ?? [];
      own.push({ recipient, number: own.length + 1, topic, ...(patient !== undefined && { patient }), focus, recorded: at.toISOString(), attempts: 0 });
      this.#entries.set(recipient, own);
    }
  }

  pending(recipient: string | undefined, count: number): readonly OutboxEntry[] {
    return this.#all(recipient).filter(isPending).slice(0, count);
  }

  dead(recipient: string | undefined, count: number): readonly OutboxEntry[] {
    return this.#all(recipient).filter(isDead).slice(0, count);
  }

  after(recipient: string, after: number, count: number): readonly OutboxEntry[] {
    return this.#all(recipient).filter(({ number }) => number > after).slice(0, count);
  }

  counts(named: readonly string[] | undefined): readonly OutboxCount[] {
    const recipients = this.#recipients().filter((recipient) => named?.includes(recipient) ?? true).map((recipient) => ({ recipient, entries: this.#all(recipient) }));
    return recipients.map(({ recipient, entries }) => ({ recipient, pending: entries.filter(isPending).length, dead: entries.filter(isDead).length })).filter(({ pending, dead }) => pending + dead > 0);
  }

  claim(claim: OutboxClaim): ClaimedEvent | undefined {
    const [entry] = this.pending(claim.recipient, 1);
    const turn = entry && this.claimTurn(claim);
    return entry && turn && { entry, failures: turn.failures };
  }

  claimTurn({ recipient, holder, at, until, bound }: OutboxClaim): OutboxTurn | undefined {
    const turn = this.#turn(recipient);
    const now = at.getTime();
    if (turn.notBefore > now || (turn.holder !== undefined && turn.holder !== holder && turn.heldUntil > now) || (bound !== undefined && turn.bound !== bound)) return undefined;
    turn.holder = holder;
    turn.heldUntil = until.getTime();
    return this.turn(recipient);
  }

  turn(recipient: string): OutboxTurn {
    const { failures, failingSince, sent, bound } = this.#turn(recipient);
    return {
      last: this.#all(recipient).length,
      failures,
      ...(failingSince !== undefined && { failingSince: new Date(failingSince).toISOString() }),
      ...(sent !== undefined && { sent: new Date(sent).toISOString() }),
      ...(bound !== undefined && { bound }),
    };
  }

  bind(recipient: string, connection: string | undefined): void {
    Object.assign(this.#turn(recipient), { bound: connection, holder: undefined, heldUntil: 0, notBefore: 0 } satisfies Partial<Turn>);
  }

  delivered({ recipient, number, upTo = number, holder, at }: OutboxMark): boolean {
    const turn = this.#turn(recipient);
    if (turn.holder !== holder) return false;
    Object.assign(turn, { ...untried, sent: at.getTime() } satisfies Partial<Turn>);
    if (number === undefined || upTo === undefined) return true;
    const arrived = this.#all(recipient).slice(number - 1, upTo).filter(isPending);
    for (const each of arrived) {
      this.#replace(recipient, each.number, (former) => {
        const { failure: _failure, ...entry } = former;
        return { ...entry, delivered: at.toISOString(), attempts: entry.attempts + 1 };
      });
    }
    return true;
  }

  failed({ recipient, number, holder, at, failure, retryAt, patience }: OutboxFailure): number | undefined {
    const turn = this.#turn(recipient);
    if (turn.holder !== holder) return undefined;
    const now = at.getTime();
    turn.holder = undefined;
    turn.failures += 1;
    turn.failingSince ??= now;
    turn.notBefore = retryAt.getTime();
    if (number !== undefined) this.#replace(recipient, number, (entry) => ({ ...entry, attempts: entry.attempts + 1, failure }));
    if (now - turn.failingSince < patience) return 0;
    const given = this.#all(recipient).filter((entry) => isPending(entry) && Date.parse(entry.recorded) <= now - patience);
    for (const each of given) this.#replace(recipient, each.number, (entry) => ({ ...entry, dead: at.toISOString() }));
    return given.length;
  }

  replay(recipient: string, from: number | undefined): number {
    const again = this.#all(recipient).filter((entry) => (from === undefined ? isDead(entry) : entry.number >= from && !isPending(entry)));
    for (const { number } of again) {
      this.#replace(recipient, number, (former) => {
        const { dead: _dead, delivered: _delivered, failure: _failure, ...entry } = former;
        return { ...entry, attempts: 0 };
      });
    }
    if (again.length > 0) Object.assign(this.#turn(recipient), { failures: 0, failingSince: undefined, notBefore: 0 } satisfies Partial<Turn>);
    return again.length;
  }

  /** Keeps the numbers. */
  erase(patient: string): void {
    for (const { recipient, number } of this.#all(undefined).filter((each) => each.patient === patient)) {
      this.#replace(recipient, number, (former) => {
        const { patient: _patient, focus: _focus, failure: _failure, ...entry } = former;
        return { ...entry, topic: erasedTopic };
      });
    }
  }

  #recipients(): readonly string[] {
    return [...this.#entries.keys()].toSorted((one, other) => (one < other ? -1 : 1));
  }

  #all(recipient: string | undefined): readonly OutboxEntry[] {
    return recipient === undefined ? this.#recipients().flatMap((each) => this.#entries.get(each) ?? []) : (this.#entries.get(recipient) ?? []);
  }

  #replace(recipient: string, number: number, change: (entry: OutboxEntry) => OutboxEntry): void {
    const own = this.#entries.get(recipient);
    const entry = own?.[number - 1];
    if (own !== undefined && entry !== undefined) own[number - 1] = change(entry);
  }

  #turn(recipient: string): Turn {
    const turn = this.#turns.get(recipient) ?? { ...untried, sent: undefined, bound: undefined };
    this.#turns.set(recipient, turn);
    return turn;
  }
}
