import { Ajv } from "ajv";
import type { AnySchemaObject, CodeKeywordDefinition, ErrorObject, KeywordCxt, ValidateFunction } from "ajv";
import { _ } from "ajv/dist/compile/codegen/index.js";
import { strConcat } from "ajv/dist/compile/codegen/code.js";
import type { Code } from "ajv/dist/compile/codegen/index.js";
import ajvNames from "ajv/dist/compile/names.js";

import { maximumDepth } from "./context.ts";
import type { Context, Finding, Visit } from "./context.ts";

/** Something an element must be; asked with nothing but its value and the context. */
export interface Check {
  readonly test: (data: never, context: Context) => boolean;
  readonly finding: Omit<Finding, "pointer">;
}

/** An element that must be there, under one of several property names (`status` or `_status`; the types of a choice). */
export interface Presence {
  readonly name: string;
  readonly properties: readonly string[];
  readonly finding: Omit<Finding, "pointer">;
}

/** JSON Schema as we write it: what ajv knows of structure, and three keywords of our own. */
export interface Schema {
  readonly type?: "object" | "array";
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly present?: readonly Presence[];
  readonly checks?: readonly Check[];
  /** Walks on in another schema; compiled when the first such element comes by. */
  readonly visits?: readonly Visit[];
}

const names = ajvNames.default;

/** Each keyword writes the shortest code for the good case; a path is only put together when there is something to say. */
const keywords: readonly CodeKeywordDefinition[] = [
  {
    keyword: "present",
    code(cxt: KeywordCxt): void {
      for (const { name, properties, finding } of cxt.schema as readonly Presence[]) {
        const absent = properties.map((property) => _`${cxt.data}[${property}] === undefined`);
        const condition = absent.reduce((all, one) => _`${all} && ${one}`);
        cxt.gen.if(condition, () => report(cxt, finding, `/${name}`));
      }
    },
  },
  {
    keyword: "checks",
    code(cxt: KeywordCxt): void {
      for (const { test, finding } of cxt.schema as readonly Check[]) {
        const ask = cxt.gen.scopeValue("obj", { ref: test });
        cxt.gen.if(_`!${ask}(${cxt.data}, ${names.this})`, () => report(cxt, finding, ""));
      }
    },
  },
  {
    keyword: "visits",
    code(cxt: KeywordCxt): void {
      for (const visit of cxt.schema as readonly Visit[]) {
        const go = cxt.gen.scopeValue("obj", { ref: visit });
        cxt.gen.code(_`${go}(${cxt.data}, ${names.this}, ${pointerOf(cxt)})`);
      }
    },
  },
];

function pointerOf({ it }: KeywordCxt): Code {
  return strConcat(names.instancePath, it.errorPath);
}

function report(cxt: KeywordCxt, finding: Omit<Finding, "pointer">, suffix: string): void {
  const template = cxt.gen.scopeValue("obj", { ref: finding });
  cxt.gen.code(_`${names.this}.findings.push({...${template}, pointer: ${pointerOf(cxt)} + ${suffix}})`);
}

const ajv = new Ajv({
  allErrors: true,
  passContext: true,
  validateSchema: false,
  strict: false,
  addUsedSchema: false,
  messages: false,
  inlineRefs: false,
  keywords: [...keywords],
});

/** A schema as a visit, compiled when it is first needed. */
export function compileLazily(describe: () => Schema): Visit {
  let walk: ValidateFunction | undefined;
  return (data, context, pointer) => {
    walk ??= ajv.compile(describe() as AnySchemaObject);
    if (context.depth >= maximumDepth) {
      context.findings.push({ pointer, text: `nested deeper than ${maximumDepth} levels`, code: "too-long" });
      return;
    }
    context.depth += 1;
    if (!walk.call(context, data, { instancePath: pointer, parentData: context, parentDataProperty: "", rootData: context, dynamicAnchors: {} })) {
      for (const error of walk.errors ?? []) context.findings.push(findingOf(error));
    }
    context.depth -= 1;
  };
}

/** What ajv says about structure, in our words. Values are never repeated; the name of an unknown property is. */
function findingOf({ keyword, instancePath, params }: ErrorObject): Finding {
  const detail = params as { type?: string; limit?: number; additionalProperty?: string };
  switch (keyword) {
    case "additionalProperties":
      return { pointer: `${instancePath}/${escapePointer(detail.additionalProperty ?? "")}`, text: "unknown element, not expected here", code: "structure" };
    case "type":
      return { pointer: instancePath, text: `expected ${detail.type === "array" ? "a list" : "an object"}`, code: "structure" };
    case "minItems":
      return { pointer: instancePath, text: `at least ${detail.limit} expected`, code: "required" };
    case "maxItems":
      return { pointer: instancePath, text: `at most ${detail.limit} allowed`, code: "structure" };
    default:
      return { pointer: instancePath, text: `does not meet ${keyword}`, code: "structure" };
  }
}

function escapePointer(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
