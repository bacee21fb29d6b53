import { Ajv } from "ajv";
import type { AnySchemaObject, CodeKeywordDefinition, ErrorObject, KeywordCxt, ValidateFunction } from "ajv";
import { _ } from "ajv/dist/compile/codegen/index.js";
import { strConcat } from "ajv/dist/compile/codegen/code.js";
import type { Code, Name } from "ajv/dist/compile/codegen/index.js";
import ajvNames from "ajv/dist/compile/names.js";

import { maximumDepth } from "./context.ts";
import type { Context, Finding, Visit } from "./context.ts";

type Said = Omit<Finding, "pointer">;

/** Something an element must be; asked with nothing but its value and the context. */
export interface Check {
  readonly test: (data: never, context: Context) => boolean;
  /** Members of which one must be there for the test to be asked; only for objects. */
  readonly guard?: readonly string[] | undefined;
  readonly finding: Said;
}

/** An element that must be there, under one of several property names (`status` or `_status`; the types of a choice). */
export interface Presence {
  readonly name: string;
  readonly properties: readonly string[];
  readonly finding: Said;
}

/** What holds for the properties of an object together. */
interface Shape {
  /** Of a choice at most one may be there: its name by each of its properties (`valueString` and `_valueString` are the same). */
  readonly choiceOf: Readonly<Record<string, string>>;
  /** ele-1: an element has more than an id. Not asked of a resource. */
  readonly mayBeEmpty: boolean;
}

/** JSON Schema as we write it: what ajv knows of structure, and keywords of our own. */
export interface Schema {
  readonly type?: "object" | "array";
  /** The properties an object may have. In place of `properties` and `additionalProperties`, which look up each property a type has
   *  in each object (an Extension may have a hundred and has two): this looks at those that are there, each once. */
  readonly members?: Readonly<Record<string, Schema>>;
  readonly shape?: Shape;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly present?: readonly Presence[];
  readonly checks?: readonly Check[];
  /** Walks on in another schema; compiled when the first such element comes by. */
  readonly visits?: readonly Visit[];
  /** The same two, asked only when there is an object. */
  readonly objectChecks?: readonly Check[];
  readonly objectVisits?: readonly Visit[];
}

const names = ajvNames.default;

/** Each keyword writes the shortest code for the good case; a path is only put together when there is something to say. */
const keywords: readonly CodeKeywordDefinition[] = [
  {
    keyword: "members",
    type: "object",
    code(cxt: KeywordCxt): void {
      const { members = {}, shape = { choiceOf: {}, mayBeEmpty: true } } = cxt.parentSchema as Schema;
      const { choiceOf, mayBeEmpty } = shape;
      const { gen, data } = cxt;
      const chosen = new Map([...new Set(Object.values(choiceOf))].map((choice) => [choice, gen.let("chosen", _`undefined`)]));
      const isEmpty = mayBeEmpty ? undefined : gen.let("isEmpty", true);
      gen.forIn("key", data, (key) => {
        if (isEmpty) gen.if(_`${key} !== "id"`, () => gen.assign(isEmpty, false));
        let isFirst = true;
        for (const property of commonFirst(Object.keys(members))) {
          const isIt = _`${key} === ${property}`;
          if (isFirst) gen.if(isIt);
          else gen.elseIf(isIt);
          isFirst = false;
          const choice = choiceOf[property];
          if (choice !== undefined) chooseOnce(cxt, chosen.get(choice)!, property.replace(/^_/, ""), choice);
          cxt.subschema({ keyword: "members", schemaProp: property, dataProp: property }, gen.name("valid"));
        }
        const unknown = (): void => report(cxt, unknownMember, _`"/" + ${gen.scopeValue("obj", { ref: escapePointer })}(${key})`);
        if (isFirst) unknown();
        else {
          gen.else();
          unknown();
          gen.endIf();
        }
      });
      if (isEmpty) gen.if(isEmpty, () => report(cxt, emptyElement, ""));
    },
  },
  {
    keyword: "present",
    type: "object",
    code(cxt: KeywordCxt): void {
      for (const { name, properties, finding } of cxt.schema as readonly Presence[]) {
        const absent = properties.map((property) => _`${cxt.data}[${property}] === undefined`);
        const condition = absent.reduce((all, one) => _`${all} && ${one}`);
        cxt.gen.if(condition, () => report(cxt, finding, `/${name}`));
      }
    },
  },
  { keyword: "checks", code: codeChecks },
  { keyword: "objectChecks", type: "object", code: codeChecks },
  { keyword: "visits", code: codeVisits },
  { keyword: "objectVisits", type: "object", code: codeVisits },
];

/** What every element may have and few do is asked last: it is compared with each property that is there. */
function commonFirst(properties: readonly string[]): readonly string[] {
  const rare = (property: string): boolean => property.startsWith("_") || seldom.has(property);
  return [...properties.filter((property) => !rare(property)), ...properties.filter(rare)];
}

const seldom: ReadonlySet<string> = new Set(["id", "modifierExtension", "contained", "implicitRules", "language", "resourceType"]);

function codeChecks(cxt: KeywordCxt): void {
  for (const { test, guard = [], finding } of cxt.schema as readonly Check[]) {
    const ask = cxt.gen.scopeValue("obj", { ref: test });
    const fails = _`!${ask}(${cxt.data}, ${names.this})`;
    const isThere = guard.flatMap((name) => [name, `_${name}`]).map((name) => _`${cxt.data}[${name}] !== undefined`);
    const condition = isThere.length === 0 ? fails : _`(${isThere.reduce((any, one) => _`${any} || ${one}`)}) && ${fails}`;
    cxt.gen.if(condition, () => report(cxt, finding, ""));
  }
}

function codeVisits(cxt: KeywordCxt): void {
  for (const visit of cxt.schema as readonly Visit[]) {
    const go = cxt.gen.scopeValue("obj", { ref: visit });
    cxt.gen.code(_`${go}(${cxt.data}, ${names.this}, ${pointerOf(cxt)})`);
  }
}

const unknownMember: Said = { text: "unknown element, not expected here", code: "structure" };
const emptyElement: Said = { text: "expected a value or child elements (ele-1)", code: "invariant" };
const twoOfChoice: Said = { text: "one type at most, found several", code: "structure" };

function chooseOnce(cxt: KeywordCxt, chosen: Name, property: string, choice: string): void {
  cxt.gen.if(_`${chosen} !== undefined && ${chosen} !== ${property}`, () => report(cxt, twoOfChoice, `/${choice}`));
  cxt.gen.assign(chosen, _`${property}`);
}

function pointerOf({ it }: KeywordCxt): Code {
  return strConcat(names.instancePath, it.errorPath);
}

function report(cxt: KeywordCxt, finding: Said, suffix: string | Code): void {
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
  // Halves the time to compile; what it would leave out costs nothing to run.
  code: { optimize: false },
  keywords: [...keywords],
});

/** Given along, or ajv's code would make a new one for each call. */
const noAnchors = {};

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
    if (!walk.call(context, data, { instancePath: pointer, parentData: context, parentDataProperty: "", rootData: context, dynamicAnchors: noAnchors })) {
      for (const error of walk.errors ?? []) context.findings.push(findingOf(error));
    }
    context.depth -= 1;
  };
}

/** What ajv says about structure, in our words. Values are never repeated. */
function findingOf({ keyword, instancePath, params }: ErrorObject): Finding {
  const detail = params as { type?: string; limit?: number };
  switch (keyword) {
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
