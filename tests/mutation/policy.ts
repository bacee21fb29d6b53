import { rightsIn, type Asked } from "../../packages/policy/src/rights.fixture.ts";
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { mutants, type Mutant } from "./mutants.ts";

/** Changes the policy in every way that `mutants` knows, one at a time, and asks the changed copy for the rights of everybody in every situation
 *  (packages/policy/src/rights.test.ts) and for its printed page (print.test.ts). A change that alters neither survives: then a situation, and so a test, is missing.
 *  What only the page notices is said apart: such a row gives what another row gives already.
 *  `node tests/mutation/policy.ts [--every n] [--file ties.ts] [--only part of a name]`. Ends with 1 when one survives. */
const folder = pathToFileURL(`${join(import.meta.dirname, "../../packages/policy/src")}/`).href;
let current: Mutant | undefined;
let number = 0;

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const inGraph = context.parentURL?.includes("?mutant=") === true && found.url.startsWith(folder);
    return inGraph ? { ...found, url: `${found.url}?mutant=${number}` } : found;
  },
  load(url, context, next) {
    if (current !== undefined && url === `${folder}${current.file}?mutant=${number}`) return { format: "module-typescript", source: current.text, shortCircuit: true };
    return next(url, context);
  },
});

const golden = { rights: readFileSync(new URL("rights.snap", folder), "utf8"), page: readFileSync(new URL("policy.en.md", folder), "utf8") };

type Verdict = "rights" | "page" | "survived";

/** By which test a changed policy is noticed; one that doesn't even load is noticed by all. */
async function judge(mutant: Mutant | undefined): Promise<Verdict> {
  current = mutant;
  number += 1;
  try {
    const changed = (await import(`${folder}index.ts?mutant=${number}`)) as Asked & { readonly printPolicy: (language: "en") => string };
    if (rightsIn(changed) !== golden.rights) return "rights";
    return changed.printPolicy("en") === golden.page ? "survived" : "page";
  } catch {
    return "rights";
  }
}

const { values } = parseArgs({ options: { every: { type: "string", default: "1" }, file: { type: "string" }, only: { type: "string", default: "" } } });
const chosen = mutants().filter(({ file, name }, index) => (values.file === undefined || file === values.file) && name.includes(values.only) && index % Number(values.every) === 0);
if ((await judge(undefined)) !== "survived") throw new Error("the policy as it is doesn't give the rights that rights.snap and policy.en.md hold");

const counts: Record<Verdict, number> = { rights: 0, page: 0, survived: 0 };
for (const mutant of chosen) {
  const verdict = await judge(mutant);
  counts[verdict] += 1;
  if (verdict === "survived") process.stdout.write(`survived: ${mutant.name}\n`);
}
process.stdout.write(`${chosen.length} mutants of the policy: ${counts.rights} change somebody's rights in a situation that is tested, ${counts.page} only the signed page, ${counts.survived} survived\n`);
process.exitCode = counts.survived === 0 ? 0 : 1;
