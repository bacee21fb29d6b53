import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One change to one source file of the policy, that a test must notice. */
export interface Mutant {
  readonly file: string;
  readonly name: string;
  readonly text: string;
}

const folder = join(import.meta.dirname, "../../packages/policy/src");

/** Every mutant: each row taken out or widened, each situation of a tie taken out, each condition of a situation taken out, each comparison of the consent weighing turned. */
export function mutants(): readonly Mutant[] {
  return [...rows(), ...situations(), ...changes()];
}

function read(file: string): string {
  return readFileSync(join(folder, file), "utf8");
}

const everyRole = "(Object.keys(everyRoleThereIs) as Role[])";
const everyType = "storedTypes.map(({ type }) => type)";

/** Ways to change one row, each as a replacement in its line. */
const rowChanges: readonly (readonly [name: string, from: RegExp, to: string])[] = [
  ["for every role", /roles: (\[[^\]]*\]|\w+)/, `roles: ${everyRole}`],
  ["on every type", / on: (\[[^\]]*\]|\w+)/, ` on: ${everyType}`],
  ["also create", / may: \[/, ' may: ["create", '],
  ["also update", / may: \[/, ' may: ["update", '],
  ["also delete", / may: \[/, ' may: ["delete", '],
  ["also read", / may: \[/, ' may: ["read", '],
  ["in every domain", / domains: (\[[^\]]*\]|\w+),/, ""],
  ["of every kind", / kinds: (\[[^\]]*\]|\w+),/, ""],
  ["also withheld", / when: /, " withheld: true, when: "],
  ["not withheld", / withheld: true,/, ""],
  ["under no tie", / when: "[^"]+"/, ' when: "everyone"'],
];

function rows(): readonly Mutant[] {
  const text = read("policy.ts");
  const wide = text.replace(/^/, 'import { storedTypes } from "@wijkverband/fhir";\nimport { roles as everyRoleThereIs } from "./roles.ts";\n');
  const lines = text.split("\n").filter((line) => line.startsWith("  { key:"));
  return lines.flatMap((line): Mutant[] => {
    const key = /key: "([^"]+)"/.exec(line)?.[1] ?? "";
    const changed = rowChanges.flatMap(([name, from, to]): Mutant[] => {
      const other = line.replace(from, to);
      if (other === line || (name === "also withheld" && line.includes("withheld: true")) || adds(line, name)) return [];
      return [{ file: "policy.ts", name: `row ${key}: ${name}`, text: wide.replace(line, () => other) }];
    });
    return [{ file: "policy.ts", name: `row ${key}: gone`, text: text.replace(`${line}\n`, "") }, ...changed];
  });
}

/** A row that has the right already isn't widened by it. */
function adds(line: string, name: string): boolean {
  const action = /^also (create|update|delete|read)$/.exec(name)?.[1];
  return action !== undefined && (/ may: \[[^\]]*\]/.exec(line)?.[0].includes(`"${action}"`) ?? false);
}

/** Each `{ basis: ..., all: [...] }` of ties.ts: gone, and with each of its conditions gone; each `also(...)` without what it adds. */
function situations(): readonly Mutant[] {
  const text = read("ties.ts");
  const found = [...text.matchAll(/\{ basis: "([^"]+)", all: \[(.*)\] \},?/g)];
  const ofSituations = found.flatMap((match): Mutant[] => {
    const [whole, basis = "", inside = ""] = match;
    const replace = (by: string): string => text.slice(0, match.index) + by + text.slice(match.index + whole.length);
    const line = text.slice(0, match.index).split("\n").length;
    const conditions = splitTopLevel(inside).filter((condition) => condition !== '{ is: "any" }');
    const without = conditions.map((_, place) => conditions.filter((_each, index) => index !== place).join(", "));
    return [
      { file: "ties.ts", name: `line ${line}, situation on ${basis}: gone`, text: replace("") },
      ...without.map((kept, place) => ({ file: "ties.ts", name: `line ${line}, situation on ${basis}: without ${conditions[place]}`, text: replace(whole.replace(inside, () => kept)) })),
    ];
  });
  const added = [...text.matchAll(/also\((\w+\(caller\)), (isEntry|\{[^}]*\})\)/g)].map((match): Mutant => ({
    file: "ties.ts",
    name: `line ${text.slice(0, match.index).split("\n").length}: without ${match[2]}`,
    text: text.slice(0, match.index) + match[1] + text.slice(match.index + match[0].length),
  }));
  return [...ofSituations, ...added];
}

function splitTopLevel(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const character of text) {
    if ("([{".includes(character)) depth += 1;
    if (")]}".includes(character)) depth -= 1;
    if (character === "," && depth === 0) {
      parts.push(part.trim());
      part = "";
    } else part += character;
  }
  return [...parts, part.trim()].filter((each) => each !== "");
}

/** Clauses of the conditions themselves, by hand: what is written, and what it would be wrongly. */
const wrongly: readonly (readonly [file: string, from: string, to: string])[] = [
  ["condition.ts", 'return labels.domain !== undefined && condition.domains.includes(labels.domain);', "return labels.domain === undefined || condition.domains.includes(labels.domain);"],
  ["condition.ts", "tie.patient !== undefined && tie.patient === labels.patient && condition.holders.includes(tie.holder));", "condition.holders.includes(tie.holder));"],
  ["condition.ts", "tie.patient === labels.patient && condition.holders.includes(tie.holder));", "tie.patient === labels.patient);"],
  ["condition.ts", "tie.kind === condition.kind && tie.patient !== undefined", "tie.patient !== undefined"],
  ["condition.ts", "tie.kind === condition.kind && tie.about === itself", "tie.kind === condition.kind"],
  ["condition.ts", "tie.about === itself && condition.holders.includes(tie.holder));", "tie.about === itself);"],
  ["condition.ts", "own.patient === labels.patient && own.holder === tie.about", "own.patient === labels.patient"],
  ["condition.ts", "own.kind === \"registered\" && own.patient !== undefined && own.patient === labels.patient && own.holder === tie.about", "own.holder === tie.about"],
  ["condition.ts", "return labels.author !== undefined && condition.authors.includes(labels.author);", "return labels.author !== undefined;"],
  ["condition.ts", 'return condition.kinds.includes(labels.kind ?? "ordinary");', "return true;"],
  ["condition.ts", "return labels.withheld !== true;", "return true;"],
  ["condition.ts", "return labels.patient !== undefined && condition.patients.includes(labels.patient);", "return labels.patient !== undefined;"],
  ["condition.ts", "return isPermitted(facts, condition.holders);", "return true;"],
  ["condition.ts", "return isUnobjected(facts, condition.holders);", "return true;"],
  ["condition.ts", "return !holds(condition.condition, facts);", "return true;"],
  ["condition.ts", "all.every((condition)", "all.some((condition)"],
  ["consent.ts", "objections.every((objection)", "objections.some((objection)"],
  ["consent.ts", "permits.some((permit)", "permits.every((permit)"],
  ["consent.ts", "one.whom >= other.whom && ", ""],
  ["consent.ts", "one.what >= other.what && ", ""],
  ["consent.ts", "(one.whom > other.whom || one.what > other.what)", "true"],
  ["consent.ts", "tie.patient === labels.patient &&\n", "true &&\n"],
  ["consent.ts", "holders.includes(tie.holder) &&", "true &&"],
  ["consent.ts", "tie.about === undefined || ", ""],
  ["consent.ts", "tie.about === `${type}/${id}` || ", ""],
  ["consent.ts", " || (labels.domain !== undefined && tie.about === `${domainPrefix}${labels.domain}`)", ""],
  ["ties.ts", "!isRegional(basis) || counting.includes(basis)", "true"],
  ["ties.ts", "caller.supervisor === undefined ? [] : ", ""],
  ["ties.ts", 'caller.role === "sociaal-werker" ? [] : ', ""],
  ["ties.ts", "isPracticeType(caller.organizationType) ? [{", "true ? [{"],
  ["ties.ts", "isPracticeType(caller.organizationType) ? ties", "true ? ties"],
  ["ties.ts", "isPostType(caller.organizationType) ? ", "true ? "],
  ["decide.ts", "row.roles.includes(caller.role) && ", ""],
  ["decide.ts", "row.may.includes(action) && ", ""],
  ["decide.ts", " && row.on.includes(type)", ""],
];

function changes(): readonly Mutant[] {
  return wrongly.map(([file, from, to]) => {
    const text = read(file);
    if (!text.includes(from)) throw new Error(`${file} no longer says: ${from}`);
    return { file, name: `${file}: ${from.trim()} -> ${to.trim() || "nothing"}`, text: text.replace(from, () => to) };
  });
}
