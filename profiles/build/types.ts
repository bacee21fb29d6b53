import { type Compiled, ofType } from "./compiled.ts";
import { shapeOf } from "./types-shape.ts";

/** A profile of ours on a resource type. Extensions have no view: they are read by url. */
export interface Profile extends Compiled {
  readonly resourceType: "StructureDefinition";
  readonly url: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: string;
  readonly kind: string;
  readonly derivation: string;
  readonly snapshot: { readonly element: readonly Element[] };
  readonly differential: { readonly element: readonly { readonly id: string; readonly type?: Element["type"] }[] };
}

/** An element of a snapshot: only what makes its type narrower. */
export interface Element {
  readonly id: string;
  readonly path: string;
  readonly min: number;
  readonly max: string;
  readonly base?: { readonly min: number; readonly max: string };
  readonly short?: string;
  readonly sliceName?: string;
  readonly type?: readonly { readonly code: string; readonly targetProfile?: readonly string[] }[];
  readonly [key: string]: unknown;
}

const head = "// Written by scripts/compile-profiles out of profiles/input/fsh. Changes made here are lost.\n";

/** Typed views of our profiles over `@medplum/fhirtypes`, as files (name -> text) of `hl7-fhir-r4-types/src/generated`:
 *  one interface a profile, in which a mandatory element is not optional, a forbidden one is `never`, and a fixed code is a literal. */
export function buildTypes(compiled: readonly Compiled[]): ReadonlyMap<string, string> {
  const profiles = ofType<Profile>(compiled, "StructureDefinition").filter(({ kind, derivation }) => kind === "resource" && derivation === "constraint");
  const files = new Map(profiles.map((profile) => [`${profile.id}.ts`, view(profile)]));
  const names = profiles.map(({ id, name }) => `export type { ${name} } from "./${id}.ts";\n`).join("");
  const ids = profiles.map(({ id }) => `  | "${id}"`).join("\n");
  files.set("must.ts", must);
  files.set("index.ts", `${head}${names}\n/** Ids of our profiles. */\nexport type ProfileId =\n${ids};\n`);
  return files;
}

function view(profile: Profile): string {
  const { imports, lines } = shapeOf(profile);
  const from = [
    `import type { ${[...new Set([profile.type, ...imports])].sort().join(", ")} } from "@medplum/fhirtypes";\n`,
    lines.some((line) => line.includes("Must<")) ? `import type { Must } from "./must.ts";\n` : "",
  ].join("");
  return `${head}${from}\n/** ${profile.title}. ${profile.description}\n *  ${profile.url} */\nexport interface ${profile.name} extends ${profile.type} {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;
}

const must = `${head}
/** \`Type\` in which these elements are there. */
export type Must<Type, Keys extends keyof Type> = Type & { [Key in Keys]-?: NonNullable<Type[Key]> };
`;
