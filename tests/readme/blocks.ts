/** A block of the README that a new user pastes, and what it prints there. */
export interface Walk {
  /** Line of the README where the commands begin. */
  readonly line: number;
  readonly commands: string;
  /** Lines in order; `…` alone is any lines or none, within a line any text. `undefined` where the README shows none. */
  readonly prints: readonly string[] | undefined;
}

const marker = /^<!-- walk -->\n```bash\n([\s\S]*?)^```\n(?:```text\n([\s\S]*?)^```\n)?/gm;

/** The marked blocks, in order. */
export function readWalk(markdown: string): readonly Walk[] {
  return [...markdown.matchAll(marker)].map(({ index, 1: commands = "", 2: prints }) => ({
    line: markdown.slice(0, index).split("\n").length + 2,
    commands,
    prints: prints?.trimEnd().split("\n"),
  }));
}

/** What printed lines must match: the lines shown, where further lines may follow the last only after `…`. A line that is shown
 *  may be followed by lines indented below it that the README leaves out. */
export function patternOf(lines: readonly string[]): RegExp {
  const parts = lines.map((line) => (line === "…" ? "(?:.*\\n)*?" : `${line.split("…").map(escape).join(".*")}\\n(?: {4}.*\\n)*?`));
  return new RegExp(`^${parts.join("")}$`);
}

/** Text as a pattern that matches just that text. */
function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
