import { Anomaly } from "../anomaly.ts";
import { parseJson } from "../json.ts";
import { createLayouts, type Guide } from "./layout.ts";
import { maximumDepth } from "./parse-xml.ts";
import { readResource, readResourceInSteps } from "./read-xml.ts";
import { writeResource } from "./write-xml.ts";

/** FHIR's XML form, told by the structure definitions. Source: FHIR R4, xml.html. */
export interface XmlCodec {
  /** A resource as XML, in the order of the specification, numbers as they were written.
   *  @param resource JSON text of the server, in which a resource may lie in a Bundle deeper than one that comes in, or a resource as `parseJson` reads it
   *  @throws {Anomaly} `not-acceptable` for what XML has no form for, which validation lets nobody store */
  resourceToXml(this: void, resource: unknown): string;
  /** A resource as `parseJson` would have read it.
   *  @throws {Anomaly} `incorrect`, with line, column and the place in the resource; never a value of the document */
  xmlToResource(this: void, text: string): unknown;
  /** The same, some milliseconds of work at a time: for a body of megabytes, while others wait. */
  xmlToResourceInSteps(this: void, text: string): Generator<undefined, unknown>;
}

/** Makes a codec; types are laid out when they are first met. @param guide as `Validator` */
export function createXmlCodec(guide: Guide): XmlCodec {
  const layouts = createLayouts(guide);
  return {
    resourceToXml(resource) {
      const tree = typeof resource === "string" ? parseJson(resource, maximumDepth * 2) : resource;
      if (typeof tree !== "object" || tree === null || Array.isArray(tree)) throw new Anomaly("not-acceptable", "only a resource has a form in XML");
      return writeResource(tree as Readonly<Record<string, unknown>>, layouts);
    },
    xmlToResource: (text) => readResource(text, layouts),
    xmlToResourceInSteps: (text) => readResourceInSteps(text, layouts),
  };
}
