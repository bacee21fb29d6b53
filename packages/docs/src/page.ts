import { html, type Content, type Html } from "@wijkverband/facade";

/** A finished page: where it goes in the folder, and what stands in it. */
export interface Page {
  /** `profiles/home-access.html` */
  readonly path: string;
  readonly text: string;
}

/** The parts of the site, as every page leads to them. */
const parts: readonly (readonly [path: string, name: string])[] = [
  ["index.html", "Start"],
  ["capability.html", "What the server can do"],
  ["actors.html", "Who connects"],
  ["search.html", "Search parameters"],
  ["profiles.html", "Profiles"],
  ["operations.html", "Operations"],
  ["terminology.html", "Codes"],
  ["guides.html", "Guides"],
];

const styles = `body{font:1rem/1.5 system-ui,sans-serif;margin:0;color:#1a1a1a;background:#fff}
nav{background:#0b3d66;padding:.5rem 1rem}nav a{color:#fff;margin-right:1rem;display:inline-block}
main{max-width:72rem;margin:0 auto;padding:1rem}
table{border-collapse:collapse;display:block;overflow-x:auto}th,td{border:1px solid #bbb;padding:.25rem .5rem;text-align:left;vertical-align:top}
th{background:#f0f0f0}pre{background:#f5f5f5;padding:.75rem;overflow-x:auto}code{background:#f5f5f5;overflow-wrap:anywhere}pre code{background:none}
a{color:#0b4f9e}h2{margin-top:2rem}summary{cursor:pointer}`;

/** Puts a page together: its head, the way to the other parts, and what it says. */
export function page(path: string, title: string, ...body: readonly Content[]): Page {
  const up = "../".repeat(path.split("/").length - 1);
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title} - Wijkverband</title>
<style>${markup(styles)}</style>
</head>
<body>
<nav>${parts.map(([to, name]) => html`<a href="${up}${to}">${name}</a>`)}</nav>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  return { path, text: document.markup };
}

/** Markup that somebody else made: a guide of ours, rendered. */
export function markup(text: string): Html {
  return { markup: text };
}

/** Text of a definition, in which code stands between backticks. */
export function prose(text: string | undefined): Content {
  return (text ?? "").split("`").map((part, index) => (index % 2 === 1 ? code(part) : part));
}

/** A table; an empty one isn't there, nor a row of heads that say nothing. */
export function table(heads: readonly string[], rows: readonly (readonly Content[])[]): Html {
  if (rows.length === 0) return html``;
  const named = heads.some((head) => head !== "");
  return html`<table>${named && html`<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>`}<tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table>`;
}

export function code(text: string): Html {
  return html`<code>${text}</code>`;
}

export function json(value: unknown): Html {
  return html`<pre><code>${JSON.stringify(value, undefined, 2)}</code></pre>`;
}

/** What opens when somebody wants it. */
export function fold(summary: Content, body: Content): Html {
  return html`<details><summary>${summary}</summary>${body}</details>`;
}
