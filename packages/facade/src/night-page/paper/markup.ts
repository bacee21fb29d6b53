import { Anomaly } from "@wijkverband/fhir";

/** An element of the page. What is there for the eye alone (`aria-hidden`) is left out when it is read. */
export interface Element {
  readonly tag: string;
  readonly classes: readonly string[];
  readonly href?: string;
  readonly children: readonly Node[];
}

export type Node = string | Element;

interface Open extends Element {
  readonly children: Node[];
  readonly hidden: boolean;
}

const token = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>|[^<]+/gy;
const attribute = /([a-z-]+)(?:="([^"]*)")?/g;
const entities: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };

/** Reads the markup of a page, which only `html` makes, into a tree, so that what is printed on paper is what stands on the screen.
 *  @throws {Anomaly} `fault` for markup that isn't well formed: then a block has a mistake. */
export function readMarkup(markup: string): readonly Node[] {
  const root: Open = { tag: "", classes: [], children: [], hidden: false };
  const path: Open[] = [root];
  let read = 0;
  for (const [whole, closing, tag, attributes = ""] of markup.matchAll(token)) {
    read += whole.length;
    const here = path.at(-1) ?? root;
    if (tag === undefined) here.children.push(whole.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity));
    else if (closing === "/") {
      if (path.length === 1 || here.tag !== tag) throw new Anomaly("fault", `markup closes ${tag} within ${here.tag}`);
      path.pop();
      const { hidden, ...element } = here;
      if (!hidden) path.at(-1)?.children.push(element);
    } else if (tag === "br") here.children.push({ tag, classes: [], children: [] });
    else path.push(open(tag, attributes));
  }
  if (path.length !== 1 || read !== markup.length) throw new Anomaly("fault", "markup isn't well formed");
  return root.children;
}

function open(tag: string, attributes: string): Open {
  const given = new Map([...attributes.matchAll(attribute)].map(([, name = "", value = ""]) => [name, value]));
  const href = given.get("href");
  return { tag, classes: (given.get("class") ?? "").split(" ").filter((name) => name !== ""), ...(href !== undefined && { href }), children: [], hidden: given.get("aria-hidden") === "true" };
}
