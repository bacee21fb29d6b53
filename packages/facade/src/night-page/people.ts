import type { Address, HumanName, Reference, Resource } from "hl7-fhir-r4-types";
import { describeConcepts } from "./concept.ts";
import type { DocumentIndex } from "./document.ts";
import type { Texts } from "./texts/texts.ts";

/** A name as its owner writes it: the text, else prefix, given names, family and suffix. */
export function describeName(name: HumanName | undefined): string | undefined {
  if (name === undefined) return undefined;
  const parts = [...(name.prefix ?? []), ...(name.given ?? []), name.family, ...(name.suffix ?? [])].filter((part) => part !== undefined && part !== "");
  return name.text ?? (parts.length === 0 ? undefined : parts.join(" "));
}

/** The official name, else the first that has words. */
export function chooseName(names: readonly HumanName[] | undefined): string | undefined {
  const official = names?.find(({ use }) => use === "official");
  return describeName(official) ?? names?.map(describeName).find((name) => name !== undefined);
}

/** An address on one line. */
export function describeAddress(address: Address): string {
  const place = [address.postalCode, address.city].filter(Boolean).join(" ");
  const built = [...(address.line ?? []), place, address.district, address.state, address.country].filter((part) => part !== undefined && part !== "").join(", ");
  return address.text ?? built;
}

/** How a referenced person, role or organisation is called: in the words of the reference, else by looking it up in the document. */
export function nameReference(reference: Reference | undefined, document: DocumentIndex, texts: Texts, holder?: Resource): string | undefined {
  if (reference === undefined) return undefined;
  return reference.display ?? nameResource(document.resolve(reference, holder), document, texts) ?? reference.reference ?? reference.type;
}

/** How a resource out of the directory is called. */
export function nameResource(resource: Resource | undefined, document: DocumentIndex, texts: Texts): string | undefined {
  if (resource === undefined) return undefined;
  switch (resource.resourceType) {
    case "Patient":
    case "RelatedPerson":
    case "Practitioner":
      return chooseName(resource.name);
    case "Organization":
      return resource.name;
    case "PractitionerRole": {
      const person = nameReference(resource.practitioner, document, texts, resource);
      const role = describeConcepts(resource.code ?? resource.specialty, texts);
      const practice = nameReference(resource.organization, document, texts, resource);
      const words = [person, role, practice].filter((word) => word !== undefined);
      return words.length === 0 ? undefined : words.join(", ");
    }
    case "Device":
      return resource.deviceName?.[0]?.name ?? describeConcepts(resource.type === undefined ? undefined : [resource.type], texts);
    default:
      return undefined;
  }
}
