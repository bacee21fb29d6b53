import type { Element, Profile } from "./types.ts";

/** What a profile adds to the type of its resource: members of an interface, and the types that they name. */
export interface Shape {
  readonly imports: readonly string[];
  readonly lines: readonly string[];
}

interface Member {
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
}

/** What a walk through one snapshot needs to know: its elements without slices, and the references that the profile itself narrows. */
interface Ground {
  readonly elements: readonly Element[];
  readonly narrowed: ReadonlyMap<string, readonly string[]>;
}

const core = "http://hl7.org/fhir/StructureDefinition/";

/** Reads the snapshot of a profile. Slices are left out: TypeScript has no member for "one of these has that system". */
export function shapeOf(profile: Profile): Shape {
  const targets = profile.differential.element.flatMap(({ id, type }) => {
    const profiles = type?.flatMap(({ code, targetProfile }) => (code === "Reference" ? (targetProfile ?? []) : [""])) ?? [];
    return profiles.length > 0 && profiles.every((url) => url.startsWith(core)) ? [[id, profiles.map((url) => url.slice(core.length)).sort()] as const] : [];
  });
  const ground = { elements: profile.snapshot.element.filter(({ id }) => !id.includes(":")), narrowed: new Map(targets) };
  const members = membersOf(profile.type, profile.type, ground);
  const named = targets.filter(([id]) => !id.includes(":")).flatMap(([, types]) => types);
  return { imports: named.length === 0 ? [] : ["Reference", ...named], lines: members.map(({ name, optional, type }) => `${name}${optional ? "?" : ""}: ${type};`) };
}

function membersOf(path: string, owner: string, ground: Ground): readonly Member[] {
  const children = ground.elements.filter((element) => element.path.startsWith(`${path}.`) && !element.path.slice(path.length + 1).includes("."));
  return children.flatMap((child) => member(child, owner, ground));
}

function member(element: Element, owner: string, ground: Ground): readonly Member[] {
  const last = element.path.slice(element.path.lastIndexOf(".") + 1);
  const choice = last.endsWith("[x]");
  const types = [...new Set(element.type?.map(({ code }) => code))];
  if (choice && types.length > 1) return [];
  const name = choice ? last.replace("[x]", capital(types[0] ?? "")) : last;
  const present = `NonNullable<${owner}["${name}"]>`;
  if (element.max === "0") return [{ name, optional: true, type: "never" }];
  const list = (element.base?.max ?? element.max) !== "1";
  const own = list ? `${present}[number]` : present;
  const narrow = narrower(element, own, ground);
  const mandatory = element.min > (element.base?.min ?? 0);
  if (narrow === own && !mandatory) return [];
  return [{ name, optional: element.min === 0, type: narrow === own ? present : list ? `(${narrow})[]` : narrow }];
}

/** The element's own type, with what the profile says inside it; `own` itself when it says nothing. */
function narrower(element: Element, own: string, ground: Ground): string {
  const code = element["fixedCode"] ?? element["patternCode"];
  if (typeof code === "string") return JSON.stringify(code);
  const targets = ground.narrowed.get(element.id);
  if (targets !== undefined) return `Reference<${targets.join(" | ")}>`;
  const inside = membersOf(element.path, own, ground);
  const simple = inside.filter(({ name, optional, type }) => !optional && type === `NonNullable<${own}["${name}"]>`);
  const rest = inside.filter((each) => !simple.includes(each));
  const keys = simple.map(({ name }) => JSON.stringify(name)).join(" | ");
  const required = simple.length > 0 ? `Must<${own}, ${keys}>` : own;
  return rest.length === 0 ? required : `${required} & { ${rest.map(({ name, optional, type }) => `${name}${optional ? "?" : ""}: ${type}`).join("; ")} }`;
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
