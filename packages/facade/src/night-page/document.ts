import type { Bundle, Composition, CompositionSection, Reference, Resource } from "hl7-fhir-r4-types";
import { codeSystemUrl } from "@wijkverband/fhir";
import { sections } from "@wijkverband/care";
import type { SectionKey } from "@wijkverband/care";

/** A section as it stands in the Composition; `key` is absent for a section that is not of our list. */
interface DocumentSection {
  readonly key: SectionKey | undefined;
  readonly section: CompositionSection;
}

/** A document Bundle, ready to be looked things up in. */
export interface DocumentIndex {
  readonly bundle: Bundle | undefined;
  readonly composition: Composition | undefined;
  readonly sections: readonly DocumentSection[];
  /** Every resource but the Composition: in the order of the sections, then what no section names, in the order of the Bundle. */
  readonly resources: readonly Resource[];
  /** Section that names this resource as an entry. */
  sectionOf(resource: Resource): SectionKey | undefined;
  /** The resource meant: by fullUrl, `Type/id` (versioned or absolute), or `#id` within `holder`. */
  resolve(reference: Reference | string | undefined, holder?: Resource): Resource | undefined;
}

/** Lists a document. Without one everything is empty, so that the page needs no second path. */
export function indexDocument(bundle: Bundle | undefined): DocumentIndex {
  const byReference = new Map<string, Resource>();
  const all: Resource[] = [];
  let composition: Composition | undefined;
  for (const { fullUrl, resource } of bundle?.entry ?? []) {
    if (resource === undefined) continue;
    if (fullUrl !== undefined) byReference.set(fullUrl, resource);
    if (resource.id !== undefined) byReference.set(`${resource.resourceType}/${resource.id}`, resource);
    if (resource.resourceType === "Composition" && composition === undefined) composition = resource;
    else all.push(resource);
  }

  function resolve(reference: Reference | string | undefined, holder?: Resource): Resource | undefined {
    const text = typeof reference === "string" ? reference : reference?.reference;
    if (text === undefined) return undefined;
    if (text.startsWith("#")) return containedIn(holder).find((resource) => resource.id === text.slice(1));
    const [plain = text] = text.split("/_history/");
    return byReference.get(plain) ?? byReference.get(plain.split("/").slice(-2).join("/"));
  }

  const parts = listSections(composition?.section);
  const sectionOf = new Map<Resource, SectionKey | undefined>();
  for (const { key, section } of parts) {
    for (const entry of section.entry ?? []) {
      const resource = resolve(entry, composition);
      if (resource !== undefined && !sectionOf.has(resource)) sectionOf.set(resource, key);
    }
  }
  return {
    bundle,
    composition,
    sections: parts,
    resources: [...new Set([...sectionOf.keys(), ...all])].flatMap((resource) => [resource, ...containedIn(resource)]),
    sectionOf: (resource) => sectionOf.get(resource),
    resolve,
  };
}

function containedIn(resource: Resource | undefined): readonly Resource[] {
  return resource !== undefined && "contained" in resource && Array.isArray(resource.contained) ? resource.contained : [];
}

function listSections(parts: readonly CompositionSection[] | undefined): readonly DocumentSection[] {
  return (parts ?? []).flatMap((section) => [{ key: sectionKey(section), section }, ...listSections(section.section)]);
}

const sectionSystem = codeSystemUrl("overdracht-sectie");

function isSectionKey(code: string | undefined): code is SectionKey {
  return sections.some(({ key }) => key === code);
}

/** Key of the section that a CodeableConcept names. */
export function sectionKey(holder: { readonly code?: CompositionSection["code"] }): SectionKey | undefined {
  return holder.code?.coding?.filter(({ system }) => system === sectionSystem).map(({ code }) => code).find(isSectionKey);
}
