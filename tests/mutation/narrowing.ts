import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, globSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

/** Takes out each place where a query is narrowed, each condition in its translation to SQL, and each question to the guard or the table, one at a time, in a copy of the
 *  project, and runs the tests that must notice. `node tests/mutation/narrowing.ts [--every n] [--only part of a name]`. Ends with 1 when one survives. */
interface Place {
  readonly files: string;
  readonly find: RegExp;
  readonly by: (found: string) => string;
  readonly tests: readonly string[];
}

const store = ["packages/store/src/sqlite/sqlite-store.test.ts"];
const people = ["tests/security/traps.test.ts", "tests/security/strangers.test.ts", "tests/security/policy.test.ts", "tests/security/everything.test.ts", "tests/scenarios/history-levels.test.ts", "tests/scenarios/patch.test.ts", "tests/scenarios/conditional.test.ts", "tests/scenarios/registration.test.ts", "tests/scenarios/break-glass.test.ts", "tests/security/holes.test.ts", "tests/security/escalation.test.ts", "tests/security/transaction-rights.test.ts", "tests/security/audit-log.test.ts", "tests/scenarios/search-following.test.ts"];
/** Where a question is decided without the guard: about many at once, about a package, and about who is told. */
const deciding = [...people, "tests/scenarios/responsible-gp.test.ts", "tests/security/forged-continuity.test.ts", "tests/security/notifications.test.ts"];

const always = (): string => "sql`1`";

const places: readonly Place[] = [
  { files: "packages/store/src/sqlite/*.ts", find: /context\.narrowing\([^()]*(?:`[^`]*`)?[^()]*\)/g, by: always, tests: store },
  { files: "packages/store/src/sqlite/*.ts", find: /(?<!function )visibilityToSql\([^()]*(?:\([^()]*\)[^()]*)*\)/g, by: always, tests: store },
  { files: "packages/store/src/sqlite/condition-to-sql.ts", find: /case "(?!any)[a-z-]+":\n\s+return (?=sql)/g, by: (found) => `${found}sql\`1\`; return `, tests: store },
  { files: "packages/facade/src/**/*.ts", find: /(?<=visible: |visible = )visible(?:Types|Reached)\((?:[^()]|\([^()]*\))*\)/g, by: () => '("server" as const)', tests: people },
  { files: "packages/facade/src/**/*.ts", find: /(?<=(?:=|else|\n) *)await permit\([^;]*\);/g, by: () => "await Promise.resolve([]);", tests: people },
  { files: "packages/facade/src/**/*.ts", find: /\(await may\([^()]*(?:\{[^}]*\{[^}]*\}[^}]*\})?[^()]*\)\)/g, by: () => "(await Promise.resolve(true))", tests: people },
  { files: "packages/facade/src/{responsible,transfer,outbox}/*.ts", find: /(?<=[&(!] ?|\(|: )(?:decide(?:Among)?\((?:[^()]|\([^()]*\))*\)|\w+\.get\([\w.]+\)\?\.decision)\.allow(?: === true)?/g, by: () => "true", tests: deciding },
];

/** Questions asked twice: without one of them the other still keeps everything shut, so no answer differs. */
const doubled: readonly (readonly [file: string, text: string, why: string])[] = [
  ["packages/facade/src/everything.ts", "visibleTypes(caller, [type])", "it searches the directory, which everybody who may ask reads"],
  ["packages/facade/src/interactions/history.ts", "visibleTypes(asked.caller, [type])", "the history of one resource is asked of the guard first"],
  ["packages/facade/src/transaction-fate.ts", '"read", matching.match', "what a condition matched was found by a narrowed search; the guard names the ground for the audit"],
  ["packages/facade/src/interactions/create.ts", '"read", match', "as above"],
  ["packages/facade/src/write.ts", '"update", former', "who updates was asked before the version was compared"],
  ["packages/facade/src/registration/assignment.ts", '"read", basis', "it is in the directory, which everybody reads"],
  ["packages/facade/src/cover/input.ts", '"read", stored', "as above"],
  ["packages/facade/src/registration/assign.ts", '"$assign-gp", patient', "asked again at the moment of writing, for who moved or ended meanwhile"],
  ["packages/facade/src/cover/practice-cover.ts", '"$cover", practice', "as above"],
  ["packages/facade/src/transfer/dossier-package.ts", "decide(asHuisarts", "a record holds nothing that a huisarts of the practice doesn't read"],
  ["packages/facade/src/guard.ts", '"read", stored', "whoever doesn't see the patient is refused before, because of the reference"],
];

interface Mutant {
  readonly file: string;
  readonly name: string;
  readonly text: string;
  readonly tests: readonly string[];
}

const root = join(import.meta.dirname, "../..");

function mutants(): readonly Mutant[] {
  return places.flatMap(({ files, find, by, tests }) =>
    globSync(files, { cwd: root })
      .filter((file) => !file.endsWith(".test.ts"))
      .toSorted()
      .flatMap((file) => {
        const text = readFileSync(join(root, file), "utf8");
        return [...text.matchAll(find)].map((match): Mutant => ({
          file,
          name: `${file}:${text.slice(0, match.index).split("\n").length} without ${match[0].replaceAll(/\s+/g, " ").slice(0, 100)}`,
          text: text.slice(0, match.index) + by(match[0]) + text.slice(match.index + match[0].length),
          tests,
        }));
      }),
  );
}

/** A copy in which the workspaces are its own and everything else is ours. */
function copyProject(): string {
  const copy = mkdtempSync(join(tmpdir(), "wijkverband-mutation-"));
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], { cwd: root, encoding: "utf8" }).split("\0").filter((file) => file !== "");
  for (const file of files) cpSync(join(root, file), join(copy, file));
  for (const made of ["profiles/generated", "profiles/fsh-generated"]) cpSync(join(root, made), join(copy, made), { recursive: true });
  linkModules(join(root, "node_modules"), join(copy, "node_modules"));
  // what the compiler made outside the listed folders
  const views = "packages/hl7-fhir-r4-types";
  cpSync(join(root, views), join(copy, views), { recursive: true, filter: (path) => !path.includes("node_modules") });
  return copy;
}

function linkModules(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    if (lstatSync(source).isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (name === "@wijkverband") linkModules(source, target);
    else symlinkSync(source, target);
  }
}

const { values } = parseArgs({ options: { every: { type: "string", default: "1" }, only: { type: "string", default: "" } } });
const chosen = mutants().filter(({ name }, index) => name.includes(values.only) && index % Number(values.every) === 0);
const copy = copyProject();
const vitest = (tests: readonly string[]) => spawnSync(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run", "--bail", "1", ...tests], { cwd: copy, encoding: "utf8" });
let survived = 0;
try {
  const all = [...new Set(chosen.flatMap(({ tests }) => tests))];
  const before = vitest(all);
  if (before.status !== 0) throw new Error(`the tests fail without any change:\n${before.stdout.slice(-2000)}`);
  for (const { file, name, text, tests } of chosen) {
    const kept = readFileSync(join(copy, file), "utf8");
    writeFileSync(join(copy, file), text);
    const { status } = vitest(tests);
    writeFileSync(join(copy, file), kept);
    if (status !== 0) continue;
    const known = doubled.find(([where, what]) => where === file && name.includes(what));
    if (known === undefined) survived += 1;
    process.stdout.write(known === undefined ? `survived: ${name}\n` : `asked twice: ${name} (${known[2]})\n`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
process.stdout.write(`${chosen.length} mutants of the narrowing and the guard: ${chosen.length - survived} noticed, ${survived} survived\n`);
process.exitCode = survived === 0 ? 0 : 1;
