/** A row of `profiles/generated/required-profiles.json`: a resource of `type` must meet `profile` when a coding at `path` is `system|code`;
 *  always, when no path is given. Without a system, `code` is the value of a `code` element. A step may name a place: `entry[0]`, the first of a document. */
export interface RequiredProfile {
  readonly type: string;
  readonly path?: string;
  readonly system?: string;
  readonly code?: string;
  readonly profile: string;
}

/** The profiles that the content of a resource asks for, claimed or not. */
export type FindRequiredProfiles = (resource: Readonly<Record<string, unknown>>) => readonly string[];

interface RowsOfType {
  readonly always: readonly string[];
  readonly byPath: readonly { readonly steps: readonly Step[]; readonly byCode: ByCode }[];
}

/** A member by its name, and of a list the one at a place. */
interface Step {
  readonly name: string;
  readonly place: number | undefined;
}

type ByCode = ReadonlyMap<string, readonly RequiredProfile[]>;

/** Orders the table once, so that asking costs a look-up for each coding at the few paths of the resource's type. */
export function indexRequiredProfiles(rows: readonly RequiredProfile[]): FindRequiredProfiles {
  const byType = new Map([...Map.groupBy(rows, ({ type }) => type)].map(([type, ofType]) => [type, indexType(type, ofType)]));
  return (resource) => {
    const known = byType.get(resource["resourceType"] as string);
    if (!known) return [];
    if (known.byPath.length === 0) return known.always;
    const found = [...known.always];
    for (const { steps, byCode } of known.byPath) collect(resource, steps, 0, byCode, found);
    return found;
  };
}

function indexType(type: string, rows: readonly RequiredProfile[]): RowsOfType {
  const byPath = Map.groupBy(
    rows.filter(({ path }) => path !== undefined),
    ({ path }) => path!,
  );
  return {
    always: rows.filter(({ path }) => path === undefined).map(({ profile }) => profile),
    byPath: [...byPath].map(([path, ofPath]) => ({
      steps: stepsOf(path).slice(path.startsWith(`${type}.`) ? 1 : 0),
      byCode: Map.groupBy(ofPath, ({ code }) => code ?? ""),
    })),
  };
}

function stepsOf(path: string): readonly Step[] {
  return path.split(".").map((step) => {
    const [, name = step, place] = /^(\w+)\[(\d+)\]$/.exec(step) ?? [];
    return { name, place: place === undefined ? undefined : Number(place) };
  });
}

function collect(value: unknown, steps: readonly Step[], at: number, byCode: ByCode, into: string[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, steps, at, byCode, into);
  } else if (typeof value === "string") {
    if (at === steps.length) add(byCode.get(value), undefined, into);
  } else if (typeof value === "object" && value !== null) {
    const members = value as Readonly<Record<string, unknown>>;
    const step = steps[at];
    if (step !== undefined) collect(follow(members[step.name], step.place), steps, at + 1, byCode, into);
    else if (members["coding"] !== undefined) collect(members["coding"], steps, at, byCode, into);
    else if (typeof members["code"] === "string") add(byCode.get(members["code"]), members["system"], into);
  }
}

function follow(value: unknown, place: number | undefined): unknown {
  return place === undefined || !Array.isArray(value) ? value : (value as readonly unknown[])[place];
}

function add(rows: readonly RequiredProfile[] | undefined, system: unknown, into: string[]): void {
  if (!rows) return;
  for (const row of rows) if ((row.system === undefined || row.system === system) && !into.includes(row.profile)) into.push(row.profile);
}
