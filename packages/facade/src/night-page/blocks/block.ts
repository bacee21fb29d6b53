import type { SectionKey } from "@wijkverband/care";
import type { Resource } from "hl7-fhir-r4-types";
import type { Html } from "../html.ts";
import type { Page } from "../page.ts";
import type { BlockKey } from "../texts/texts.ts";

/** A part of the page under its own heading. A resource belongs to the first block that takes it. */
export interface Block {
  readonly key: BlockKey;
  /** Sections of the Composition whose loose ends (explicit none, differences, items nobody takes) end up here. */
  readonly sections: readonly SectionKey[];
  readonly takes: (resource: Resource, page: Page) => boolean;
  /** Shows the items; never called with an empty list, unless `always`. */
  readonly render: (items: readonly Resource[], page: Page) => Html;
  /** Shown even when the document holds nothing for it: the page says more than the document does. */
  readonly always?: boolean;
  /** Left out altogether when there is nothing to say. */
  readonly optional?: boolean;
}

/** Resources of one type out of a list. */
export function only<Type extends Resource["resourceType"]>(items: readonly Resource[], type: Type): readonly Extract<Resource, { resourceType: Type }>[] {
  return items.filter((item): item is Extract<Resource, { resourceType: Type }> => item.resourceType === type);
}
