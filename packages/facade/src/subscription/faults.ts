import { codeSystemUrl, isPracticeType, mentionsBsn, organizationTypeOf, questionOf, topics, topicUrl, topicVersion, type Issue, type Topic } from "@wijkverband/fhir";
import { reachesInteraction } from "@wijkverband/identity";
import type { Organization, Subscription } from "hl7-fhir-r4-types";
import type { Context } from "../context.ts";
import type { Draft } from "../write.ts";
import { channelFaults } from "./channel-faults.ts";
import { readFilter } from "./filters.ts";
import { ofOrganizations } from "./of-organizations.ts";
import { backportUrl, hasEnded, mostSubscriptions, readSubscription, type BackportSubscription } from "./subscription.ts";

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
  const { ask, caller, at } = context;
  const subscription = resource as Subscription;
  const view = readSubscription(subscription, caller.organization ?? "");
  const topic = topicOf(view.topic);
  const fault = (element: string, text: string, rule: Issue["rule"] = "subscription"): Issue => ({ text, expression: `${path}.${element}`, ...(rule && { rule }) });
  const issues: Issue[] = [...channelFaults(context, subscription, former?.resource() as Subscription | undefined, path)];
  if (topic === undefined) issues.push(fault("criteria", "criteria is the canonical of a topic of this server; /metadata names them"));
  else if (!canBeTold(topic, organization)) issues.push(fault("criteria", "an organisation like this is never told of that"));
  issues.push(...filterFaults(context, subscription, topic, path));
  if (!isOwnStatus(subscription, former?.resource() as Subscription | undefined)) issues.push(fault("status", "requested, or off; that it works, or doesn't, is the server's to say"));
  if (hasEnded(view, at) && subscription.status !== "off") issues.push(fault("end", "this instant is past"));
  if (view.channel.content === "full-resource" && caller.person === undefined) {
    issues.push(fault("channel.payload.extension.value", "whole resources go where a person who subscribes may read them; this token names nobody whom the directory knows", "person"));
  }
  // whoever may write it may end it
  const unreached = view.channel.content === "full-resource" && subscription.status !== "off" && topic !== undefined ? Object.keys(topics[topic].filters).filter((type) => !reachesInteraction(ask.principal.scopes, type, "r")) : [];
  if (unreached.length > 0) issues.push(fault("channel.payload.extension.value", `whole resources go where this token reaches them; it doesn't reach ${unreached.join(", ")}`, "no-row-no-access"));
  const texts = [["reason", subscription.reason], ["text.div", subscription.text?.div], ...(subscription.contact ?? []).map(({ value }, place) => [`contact[${place}].value`, value] as const)] as const;
  for (const [element, text] of texts) if (text !== undefined && mentionsBsn(text)) issues.push(fault(element, "say it without a BSN: colleagues read it too", "no-bsn"));
  return issues;
}

/** A client asks for it or ends it. What it sends back as it got it is no claim. */
function isOwnStatus({ status }: Subscription, former: Subscription | undefined): boolean {
  return status === "requested" || status === "off" || status === former?.status;
}

/** The topic of a canonical, with or without the version that is published. */
export function topicOf(canonical: string): Topic | undefined {
  return (Object.keys(topics) as Topic[]).find((topic) => [topicUrl(topic), `${topicUrl(topic)}|${topicVersion}`].includes(canonical));
}

/** Filters, each checked; what stands beside a topic and can't be read might narrow what is told, so it isn't passed over. */
function filterFaults(context: Context, subscription: Subscription, topic: Topic | undefined, path: string): readonly Issue[] {
  const { _criteria } = subscription as BackportSubscription;
  const beside = _criteria?.extension ?? [];
  if (beside.length > mostFilters) return [{ text: `a Subscription has at most ${mostFilters} filters`, expression: `${path}.criteria`, rule: "subscription" }];
  return beside.flatMap(({ url, valueString }, place): readonly Issue[] => {
    const expression = `${path}.criteria.extension[${place}].value`;
    if (url !== backportUrl.filter || valueString === undefined) return [{ text: `beside a topic there are filters: ${backportUrl.filter}, with a valueString`, expression, rule: "subscription" }];
    const read = topic === undefined ? undefined : readFilter(topic, valueString, context.house);
    return read?.outcome === "fault" ? [{ text: read.text, expression, rule: read.rule }] : [];
  });
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
