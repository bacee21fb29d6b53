import { findReferences, localReference } from "@wijkverband/fhir";
import { reachesInteraction } from "@wijkverband/identity";
import type { Stored } from "@wijkverband/store";
import type { Bundle, Composition } from "hl7-fhir-r4-types";
import { answerResource, answerStored } from "../answers.ts";
import type { Context } from "../context.ts";
import { readVisible } from "../everything.ts";
import type { Answer } from "../exchange.ts";
import { note } from "../guard.ts";
import { inputFault } from "../input-fault.ts";
import { operation, type Operation } from "../operation.ts";

/** `GET|POST [base]/Composition/[id]/$document`, R4 composition-operation-document.html: the Composition with all that it refers to, as far as the caller may read
 *  that. Of a document that was sealed here the sealed one itself is given: a copy made anew would have lost its signature. */
export const documentOperation: Operation = operation({
  code: "$document",
  asks: "read",
  on: "Composition",
  definition: "http://hl7.org/fhir/OperationDefinition/Composition-document",
  affectsState: false,
  scope: "system/Composition.r",
  title: "A composition with all that it refers to",
  input: { persist: { type: "boolean" }, graph: { type: "uri" } },
  async run(context, stored, { persist, graph }): Promise<Answer> {
    if (persist === true) throw inputFault("persist", "a document is kept only when it is published; ask without persist");
    if (graph !== undefined) throw inputFault("graph", "what belongs to a document is what its Composition refers to; no graph is taken");
    note(context.trail, stored);
    const sealed = await sealedDocument(context, stored);
    if (sealed !== undefined) {
      note(context.trail, sealed);
      return answerStored(sealed);
    }
    return answerResource(await assemble(context, stored));
  },
});

/** The document that was sealed with this Composition in front, where the caller may read that. */
async function sealedDocument(context: Context, { id, labels }: Stored): Promise<Stored | undefined> {
  const record = labels.patient === undefined ? [] : await context.house.store.record(labels.patient);
  const holding = record.filter((stored) => {
    const first = stored.type === "Bundle" ? (stored.resource() as Bundle).entry?.[0]?.resource : undefined;
    return first?.resourceType === "Composition" && first.id === id;
  });
  const [sealed] = await readReached(context, holding.map((stored) => `Bundle/${stored.id}`));
  return sealed;
}

/** What the caller may see, of the types that the token reaches: what comes along is read as much as what was asked for. */
async function readReached(context: Context, references: readonly string[]): Promise<readonly Stored[]> {
  const { scopes } = context.ask.principal;
  return readVisible(context, references.filter((reference) => reachesInteraction(scopes, reference.slice(0, reference.indexOf("/")), "r")));
}

async function assemble(context: Context, stored: Stored): Promise<Bundle> {
  const { house, at, trail } = context;
  const composition = stored.resource() as Composition;
  const own = `Composition/${stored.id}`;
  const named = new Set(findReferences(composition).flatMap(({ reference }) => localReference(reference, house.baseUrl) ?? []));
  named.delete(own);
  const found = await readReached(context, [...named]);
  for (const each of found) note(trail, each);
  const byReference = new Map(found.map((each) => [`${each.type}/${each.id}`, each]));
  // in the order in which the Composition names them, so that the same question gets the same bytes
  const entries = [stored, ...[...named].flatMap((reference) => byReference.get(reference) ?? [])];
  const bundle = {
    resourceType: "Bundle",
    id: house.newId(),
    type: "document",
    identifier: { system: "urn:ietf:rfc:3986", value: `urn:uuid:${house.newId()}` },
    timestamp: at.toISOString(),
    entry: entries.map((each) => ({ fullUrl: `${house.baseUrl}/${each.type}/${each.id}`, resource: each.resource() })),
  };
  return bundle as Bundle;
}
