import { Anomaly, questionOf, stringifyJson, type Clause } from "@wijkverband/fhir";
import { reachesInteraction } from "@wijkverband/identity";
import type { Stored } from "@wijkverband/store";
import type { Parameters } from "hl7-fhir-r4-types";
import { isDeepStrictEqual } from "node:util";
import type { Context } from "../context.ts";
import { note, readFor, visibleTypes } from "../guard.ts";
import { inputOf } from "../operation-input.ts";
import { isListening, mostSubscriptions, viewOf, type Subscriber } from "../subscription/subscription.ts";
import type { TypeOperation } from "../type-operation.ts";

const input = { id: { type: "id", max: "*" } } as const;

/** Most Subscriptions that one token binds. */
const most = 50;

/** `GET|POST [base]/Subscription/$get-ws-binding-token`, `GET|POST [base]/Subscription/[id]/$get-ws-binding-token`, as the Subscriptions R5 Backport has it: a token
 *  with which a websocket is bound to Subscriptions, once and soon. Only who subscribed gets it, for what is sent is read in that name: the same client, role and
 *  person. Without ids: all that the caller subscribed to. */
export const websocketTokenOperation: TypeOperation = {
  code: "$get-ws-binding-token",
  definition: "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-get-ws-binding-token",
  title: "A token to listen over a websocket",
  affectsState: false,
  input,
  methods: (type) => (type === "Subscription" ? ["GET", "POST"] : []),
  reachedBy: (scopes) => reachesInteraction(scopes, "Subscription", "r"),
  async run(context, _type, instance) {
    const { house, ask, at, trail } = context;
    const { id: named } = inputOf(ask, input);
    const ids = instance === undefined ? named : [instance];
    if (ids.length > most) throw new Anomaly("incorrect", `a token binds at most ${most} Subscriptions`);
    const subscriber = subscriberOf(context);
    const found = ids.length > 0 ? await readNamed(context, subscriber, ids) : (await findOwn(context)).filter((stored) => faultOf(stored, subscriber, at) === undefined).slice(0, most);
    if (found.length === 0) throw new Anomaly("rule", "you have no Subscription of channel websocket", { rule: "subscription" });
    for (const stored of found) note(trail, stored);
    const { token, expires } = await house.bindings.issue({ subscriber, subscriptions: found.map(({ id }) => id) }, at);
    const answer: Parameters = {
      resourceType: "Parameters",
      parameter: [
        { name: "token", valueString: token },
        { name: "expiration", valueDateTime: expires.toISOString() },
        ...found.map(({ id }) => ({ name: "subscription", valueString: `Subscription/${id}` })),
        { name: "websocket-url", valueUrl: house.bindings.url },
      ],
    };
    return { status: 200, json: stringifyJson(answer), resource: () => answer };
  },
};

function subscriberOf({ ask, caller }: Context): Subscriber {
  return { client: ask.principal.client, role: caller.role, ...(caller.person !== undefined && { person: caller.person }) };
}

async function readNamed({ house, caller, at, trail }: Context, subscriber: Subscriber, ids: readonly string[]): Promise<readonly Stored[]> {
  const found: Stored[] = [];
  for (const id of new Set(ids)) {
    const stored = await readFor(house.store, caller, "Subscription", id, at, trail);
    const fault = faultOf(stored, subscriber, at);
    if (fault !== undefined) throw fault;
    found.push(stored);
  }
  return found;
}

async function findOwn({ house, caller, at }: Context): Promise<readonly Stored[]> {
  const where: readonly Clause[] = [{ kind: "token", parameter: "type", values: [{ code: "websocket" }] }];
  return (await house.store.search({ query: questionOf("Subscription", where, mostSubscriptions), visible: visibleTypes(caller, ["Subscription"]), at })).matches;
}

/** Why a token can't be had for a Subscription. */
function faultOf(stored: Stored, subscriber: Subscriber, at: Date): Anomaly | undefined {
  const view = viewOf(stored);
  if (!isDeepStrictEqual(view.subscriber, subscriber)) return new Anomaly("forbidden", "only who subscribed listens to it; who writes it anew subscribes", { rule: "person" });
  if (view.channel.type !== "websocket" || !isListening(view, at)) return new Anomaly("rule", "this Subscription isn't listened to over a websocket, or is off", { rule: "subscription" });
  return undefined;
}
