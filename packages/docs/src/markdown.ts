import { Marked } from "marked";
import { posix } from "node:path";

/** Where a guide goes: `docs/xml.md` -> `guides/docs-xml.html`. */
export function guidePath(source: string): string {
  return `guides/${source.replace(/\.md$/, "").replaceAll("/", "-")}.html`;
}

/** Renders Markdown of ours. Links among guides lead to their pages; what they show of the code is named, and leads nowhere.
 *  @param from path of the Markdown in the project
 *  @param on path of the page that it comes to stand on
 *  @param guides paths of all guides */
export function renderMarkdown(text: string, from: string, on: string, guides: ReadonlySet<string>): string {
  const marked = new Marked({
    async: false,
    renderer: {
      heading({ tokens, depth, raw }) {
        return `<h${depth} id="${anchorOf(raw)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens);
        const target = placeOf(href, from, on, guides);
        return target === undefined ? words : `<a href="${target.replaceAll('"', "&quot;")}">${words}</a>`;
      },
      // comments in the Markdown are for the tests that run its commands
      html: ({ text: raw }) => (raw.trimStart().startsWith("<!--") ? "" : raw),
    },
  });
  return marked.parse(text) as string;
}

function placeOf(href: string, from: string, on: string, guides: ReadonlySet<string>): string | undefined {
  if (/^https?:/.test(href)) return href;
  const [path = "", anchor] = href.split("#");
  const source = path === "" ? from : posix.normalize(posix.join(posix.dirname(from), path));
  if (!guides.has(source)) return undefined;
  const place = guidePath(source);
  const file = place === on ? "" : posix.relative(posix.dirname(on), place);
  return anchor === undefined ? file : `${file}#${anchor}`;
}

/** Anchor of a heading, as GitHub makes it. */
function anchorOf(raw: string): string {
  return raw.replace(/^#+\s*/, "").trim().toLowerCase().replaceAll(/[^\w\- ]/g, "").replaceAll(" ", "-");
}
