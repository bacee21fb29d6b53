import { html } from "@wijkverband/facade";
import { guidePath, renderMarkdown } from "../markdown.ts";
import { markup, page, table, type Page } from "../page.ts";
import type { Sources } from "../sources.ts";

/** The guides of the project, as pages that lead to each other. */
export function guidePages({ guides }: Sources): readonly Page[] {
  const paths = new Set(guides.keys());
  const titled = [...guides].map(([source, text]) => ({ source, text, title: /^# (.+)$/m.exec(text)?.[1] ?? source }));
  return [
    page("guides.html", "Guides", table(["guide", "in the project"], titled.map(({ source, title }) => [html`<a href="${guidePath(source)}">${title}</a>`, source]))),
    ...titled.map(({ source, text, title }) => {
      const path = guidePath(source);
      return page(path, title, markup(renderMarkdown(text.replace(/^# .+\n/, ""), source, path, paths)));
    }),
  ];
}
