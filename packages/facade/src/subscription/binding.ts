import type { Subscriber } from "./subscription.ts";

/** What a token stands for with which a websocket is bound: whose it is, and to which Subscriptions (logical ids). */
export interface Binding {
  readonly subscriber: Subscriber;
  readonly subscriptions: readonly string[];
}

/** Tokens that open a websocket, given to who asked for one and taken once. */
export interface BindingTokens {
  /** Where to connect, `wss://...`. */
  readonly url: string;
  issue(binding: Binding, at: Date): Promise<{ readonly token: string; readonly expires: Date }>;
  /** `undefined` for what is no token of ours, was used, or came too late. */
  take(token: string, at: Date): Promise<Binding | undefined>;
}
