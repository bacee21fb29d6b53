import { Anomaly, topics, topicUrl, topicVersion, type Topic } from "@wijkverband/fhir";
import type { Change, Stored } from "@wijkverband/store";
import type { Basic, Extension } from "hl7-fhir-r4-types";
import { isDeepStrictEqual } from "node:util";
import { commit } from "../commit.ts";
import type { House } from "../house.ts";
import { startTrail } from "../trail.ts";

/** R4 has no SubscriptionTopic: one is published as Basic, each element of R5 as an extension, as the Subscriptions R5 Backport shows it. */
const elementUrl = (name: string): string => `http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.${name}`;
/** When topics last changed here. */
const date = "2026-11-22";

/** Logical id of a topic. */
function topicId(topic: Topic): string {
  return `topic-${topic}`;
}

/** What one may be notified of, as FHIR: its canonical, what it is about, and by what it is filtered. */
function topicResource(topic: Topic): Basic & { id: string } {
  const { en, nl, filters } = topics[topic];
  const types = Object.entries(filters);
  return {
    resourceType: "Basic",
    id: topicId(topic),
    extension: [
      { url: elementUrl("url"), valueUri: topicUrl(topic) },
      { url: elementUrl("version"), valueString: topicVersion },
      { url: elementUrl("title"), valueString: sentence(en) },
      { url: elementUrl("date"), valueDateTime: date },
      { url: elementUrl("description"), valueMarkdown: `${sentence(en)}. ${sentence(nl)}.` },
      ...types.map(([type]) => part("resourceTrigger", [
        { url: "description", valueMarkdown: sentence(en) },
        { url: "resource", valueUri: type },
      ])),
      ...types.flatMap(([type, parameters]) => parameters.map((parameter) => part("canFilterBy", [
        { url: "description", valueMarkdown: `By ${parameter} of a ${type}.` },
        { url: "resource", valueUri: type },
        { url: "filterParameter", valueString: parameter },
      ]))),
      ...types.map(([type]) => part("notificationShape", [{ url: "resource", valueUri: type }])),
    ],
    modifierExtension: [{ url: elementUrl("status"), valueCode: "active" }],
    code: { coding: [{ system: "http://hl7.org/fhir/fhir-types", code: "SubscriptionTopic" }] },
    created: date,
  };
}

function part(name: string, extension: Extension[]): Extension {
  return { url: elementUrl(name), extension };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Keeps the published topics in step with the list, in the server's own name, in the audit. It changes nothing where they are. */
export async function publishTopics(house: House): Promise<void> {
  const at = house.clock();
  const resources = (Object.keys(topics) as Topic[]).map(topicResource);
  const known = await house.store.readMany(resources.map(({ id }) => `Basic/${id}`));
  const changes = resources.flatMap((resource) => changeTo(resource, known.get(`Basic/${resource.id}`)));
  if (changes.length === 0) return;
  const trail = { ...startTrail({ interaction: "transaction", action: "C", requestId: house.newId(), site: house.baseUrl }), client: "wijkverband" };
  // several processes may start on one file at once: the first of them publishes
  const expect = resources.map(({ id }) => ({ type: "Basic" as const, id, versionId: known.get(`Basic/${id}`)?.versionId ?? null }));
  await commit({ house, at, trail }, { changes, expect }).catch((thrown: unknown) => {
    if (!(thrown instanceof Anomaly && thrown.category === "stale")) throw thrown;
  });
}

function changeTo(resource: Basic & { id: string }, stored: Stored | undefined): readonly Change[] {
  if (stored === undefined) return [{ op: "create", resource, labels: {} }];
  const { meta: _meta, ...kept } = stored.resource() as Basic;
  return isDeepStrictEqual(kept, resource) ? [] : [{ op: "update", resource, labels: {}, ifMatch: stored.versionId }];
}
