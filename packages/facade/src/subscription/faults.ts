import { codeSystemUrl, isPracticeType, mentionsBsn, organizationTypeOf, questionOf, topics, topicUrl, type Issue, type Topic } from "@wijkverband/fhir";
import type { Organization, Subscription } from "hl7-fhir-r4-types";
import type { Context } from "../context.ts";
import type { Draft } from "../write.ts";
import { channelFaults } from "./channel-faults.ts";
import { readFilter } from "./filters.ts";
import { ofOrganizations } from "./of-organizations.ts";
import { backportUrl, hasEnded, readSubscription, type BackportSubscription } from "./subscription.ts";

/** Most Subscriptions that an organisation keeps. */
const mostSubscriptions = 200;

/** Most filters of a Subscription. */
const mostFilters = 10;

/** What is wrong with Subscriptions that somebody wants written, beyond what their profile says.
 *  @param drafts that meet their profiles */
export async function subscriptionFaults(context: Context, drafts: readonly Draft[]): Promise<readonly Issue[]> {
  const own = drafts.filter(({ resource }) => resource.resourceType === "Subscription");
  if (own.length === 0) return [];
  const organization = await organizationOf(context);
  const isNew = own.filter(({ former }) => former === undefined);
  const full = isNew.length > 0 && (await countOf(context)) + isNew.length > mostSubscriptions;
  return own.flatMap((draft) => [
    ...faultsOf(context, draft, organization),
    ...(full && draft.former === undefined ? [{ text: `an organisation has at most ${mostSubscriptions} Subscriptions; delete those that are of no use any more`, expression: draft.at, rule: "subscription" as const }] : []),
  ]);
}

function faultsOf(context: Context, { resource, former, at: path }: Draft, organization: Organization | undefined): readonly Issue[] {
  const { caller, at } = context;
  const subscription = resource as Subscription;
  const view = readSubscription(subscription, caller.organization ?? "");
  const topic = topicOf(view.topic);
  const fault = (element: string, text: string, rule: Issue["rule"] = "subscription"): Issue => ({ text, expression: `${path}.${element}`, ...(rule && { rule }) });
  const issues: Issue[] = [...channelFaults(context, subscription, former?.resource() as Subscription | undefined, path)];
  if (topic === undefined) issues.push(fault("criteria", "criteria is the canonical of a topic of this server; /metadata names them"));
  else if (!canBeTold(topic, organization)) issues.push(fault("criteria", "an organisation like this is never told of that"));
  if (view.filters.length > mostFilters) issues.push(fault("criteria", `a Subscription has at most ${mostFilters} filters`));
  else if (topic !== undefined) {
    const places = filterPlaces(subscription);
    for (const [place, text] of view.filters.entries()) {
      const read = readFilter(topic, text, context.house);
      if (read.outcome === "fault") issues.push(fault(`criteria.extension[${places[place]}].value`, read.text, read.rule));
    }
  }
  if (!isOwnStatus(subscription, former?.resource() as Subscription | undefined)) issues.push(fault("status", "requested, or off; that it works, or doesn't, is the server's to say"));
  if (hasEnded(view, at) && subscription.status !== "off") issues.push(fault("end", "this instant is past"));
  if (view.channel.content === "full-resource" && caller.person === undefined) {
    issues.push(fault("channel.payload.extension.value", "whole resources go where a person who subscribes may read them; this token names nobody whom the directory knows", "person"));
  }
  if (mentionsBsn(subscription.reason)) issues.push(fault("reason", "no BSN", "no-bsn"));
  return issues;
}

/** A client asks for it or ends it. What it sends back as it got it is no claim. */
function isOwnStatus({ status }: Subscription, former: Subscription | undefined): boolean {
  return status === "requested" || status === "off" || status === former?.status;
}

/** The topic of a canonical. */
export function topicOf(canonical: string): Topic | undefined {
  return (Object.keys(topics) as Topic[]).find((topic) => topicUrl(topic) === canonical);
}

/** Where each filter stands among the extensions of `criteria`. */
function filterPlaces(subscription: Subscription): readonly number[] {
  const { _criteria } = subscription as BackportSubscription;
  return (_criteria?.extension ?? []).flatMap(({ url, valueString }, place) => (url === backportUrl.filter && valueString !== undefined ? [place] : []));
}

/** Networks are no party to care; some topics are for practices alone. Whoever else may become a member, an addressee or an owner of a Task any day. */
function canBeTold(topic: Topic, organization: Organization | undefined): boolean {
  const type = organizationTypeOf(organization);
  if (type === undefined && organization?.type?.some(({ coding }) => coding?.some(({ system }) => system === codeSystemUrl("netwerk")))) return false;
  return topics[topic].practiceOnly !== true || isPracticeType(type);
}

async function organizationOf({ house, caller }: Context): Promise<Organization | undefined> {
  const reference = caller.organization;
  return reference === undefined ? undefined : ((await house.store.readMany([reference])).get(reference)?.resource() as Organization | undefined);
}

async function countOf({ house, caller, at }: Context): Promise<number> {
  const visible = { Subscription: ofOrganizations([caller.organization ?? ""]) };
  const { total = 0 } = await house.store.search({ query: { ...questionOf("Subscription", [], 0), total: true }, visible, at });
  return total;
}
