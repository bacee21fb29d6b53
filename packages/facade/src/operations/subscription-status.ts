import { questionOf, type Clause, type Input } from "@wijkverband/fhir";
import { reachesInteraction } from "@wijkverband/identity";
import type { Stored } from "@wijkverband/store";
import type { Subscription } from "hl7-fhir-r4-types";
import { answerText, bundleText } from "../bundle-text.ts";
import type { Context } from "../context.ts";
import { note, readFor, visibleTypes } from "../guard.ts";
import { inputFault } from "../input-fault.ts";
import { inputOf } from "../operation-input.ts";
import { notificationStatus } from "../subscription/notification.ts";
import { mostSubscriptions, viewOf } from "../subscription/subscription.ts";
import type { TypeOperation } from "../type-operation.ts";

/** Another status is refused: "none" would be taken for "nothing is wrong". */
const statuses: readonly string[] = ["requested", "active", "error", "off"];

const input = { id: { type: "id", max: "*" }, status: { type: "code", max: "*" } } as const;

/** `GET|POST [base]/Subscription/$status`, `GET|POST [base]/Subscription/[id]/$status`, as the Subscriptions R5 Backport has it: how Subscriptions of the own
 *  organisation are, and the number of the last event of each. Of one that is named by its id, `id` and `status` are passed over. */
export const subscriptionStatusOperation: TypeOperation = {
  code: "$status",
  definition: "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-status",
  title: "How Subscriptions are",
  affectsState: false,
  input,
  methods: (type) => (type === "Subscription" ? ["GET", "POST"] : []),
  reachedBy: (scopes) => reachesInteraction(scopes, "Subscription", "r"),
  async run(context, _type, id) {
    const { house, caller, ask, at, trail } = context;
    const asked = inputOf(ask, input);
    const found = id === undefined ? await findAll(context, asked) : [await readFor(house.store, caller, "Subscription", id, at, trail)];
    for (const stored of found) note(trail, stored);
    const entries = await Promise.all(found.map((stored) => entryOf(context, stored)));
    return answerText(bundleText({ type: "searchset", total: entries.length, entries }));
  },
};

/** What the caller may see of what is asked: what isn't there and what is another's are left out alike. */
async function findAll({ house, caller, at }: Context, { id, status }: Input<typeof input>): Promise<readonly Stored[]> {
  if (status.some((code) => !statuses.includes(code))) throw inputFault("status", `is one of ${statuses.join(", ")}`);
  const where: Clause[] = [];
  if (id.length > 0) where.push({ kind: "id", values: id });
  if (status.length > 0) where.push({ kind: "token", parameter: "status", values: status.map((code) => ({ code })) });
  return (await house.store.search({ query: questionOf("Subscription", where, mostSubscriptions), visible: visibleTypes(caller, ["Subscription"]), at })).matches;
}

async function entryOf({ house, at }: Context, stored: Stored): Promise<Parameters<typeof bundleText>[0]["entries"][number]> {
  const resource = stored.resource() as Subscription;
  const { topic, status } = viewOf(stored);
  const { last } = await house.store.turnOf(`Subscription/${stored.id}`);
  const id = house.newId();
  const error = resource.error === undefined ? {} : { error: { text: resource.error } };
  const said = notificationStatus({ kind: "query-status", baseUrl: house.baseUrl, id, at, subscription: stored.id, topic, status, eventsSinceStart: last, ...error });
  return { fullUrl: `urn:uuid:${id}`, resource: JSON.stringify(said), search: { mode: "match" } };
}
