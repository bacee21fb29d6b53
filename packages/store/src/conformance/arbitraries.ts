import * as fc from "fast-check";
import type { Clause, IndexRow, QuantityValue, SearchQuery, ValueClause } from "@wijkverband/fhir";
import type { Condition, Domain, Labels, TieRow, Visibility } from "@wijkverband/policy";
import type { Traits } from "./sample.ts";
import { noon } from "./sample.ts";

/** Small worlds, so that random things meet: few patients, holders, codes and instants. Make them larger and the tests find less. */
const patients = ["p", "q"] as const;
const holders = ["Organization/a", "kind:Z3", "*"] as const;
const domains: readonly Domain[] = ["medisch", "verpleegkundig", "sociaal"];
const types = ["Goal", "Task"] as const;
const ids = ["r0", "r1", "r2"] as const;
const kinds = ["registered", "anw-post", "member", "consent", "objection"] as const;

/** Instants around now, the instant itself included. */
const instant = fc.constantFrom(-60_000, -1, 0, 1, 60_000).map((offset) => new Date(noon.getTime() + offset).toISOString());

const tie: fc.Arbitrary<Omit<TieRow, "source">> = fc.record(
  {
    kind: fc.constantFrom(...kinds),
    holder: fc.constantFrom(...holders),
    patient: fc.constantFrom(...patients),
    about: fc.oneof(fc.constantFrom(...holders, "domein:medisch", "domein:sociaal"), fc.tuple(fc.constantFrom(...types), fc.constantFrom(...ids)).map(([type, id]) => `${type}/${id}`)),
    from: instant,
    until: instant,
  },
  { requiredKeys: ["kind", "holder"] },
);

const labels: fc.Arbitrary<Labels> = fc.record(
  { patient: fc.constantFrom(...patients), domain: fc.constantFrom(...domains), author: fc.constantFrom(...holders), kind: fc.constantFrom("privacy-consent" as const, "plan" as const), withheld: fc.constant(true) },
  { requiredKeys: [] },
);

const someHolders = fc.subarray([...holders]);

const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tieTo) => ({
  condition: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant<Condition>({ is: "any" }),
    fc.record({ is: fc.constant("domain" as const), domains: fc.subarray([...domains]) }),
    fc.record({ is: fc.constant("author" as const), authors: someHolders }),
    fc.record({ is: fc.constantFrom("tie" as const, "tie-about" as const), kind: fc.constantFrom(...kinds), holders: someHolders }),
    fc.record({ is: fc.constant("tie-via-practice" as const), kind: fc.constant("anw-post" as const), holders: someHolders }),
    fc.record({ is: fc.constant("kind" as const), kinds: fc.subarray(["ordinary" as const, "plan" as const]) }),
    fc.constant<Condition>({ is: "not-withheld" }),
    fc.record({ is: fc.constant("patient" as const), patients: fc.subarray([...patients]) }),
    fc.record({ is: fc.constantFrom("permitted" as const, "unobjected" as const), holders: someHolders }),
    fc.record({ is: fc.constant("not" as const), condition: tieTo("condition") }),
  ),
})).condition;

/** What a caller may see of one type; empty: nothing. */
export const visibility: fc.Arbitrary<Visibility> = fc.array(fc.array(condition, { maxLength: 3 }), { maxLength: 3 }).map((rows) => rows.map((all, n) => ({ row: `row-${n}`, all })));

const parameters = ["alpha", "beta"] as const;
const systems = ["urn:s", "urn:t"] as const;
const codes = ["x", "y", "X"] as const;
const texts = ["Anna", "ánna maria", "Änn", "Bob", "", "%", "a_n"] as const;

/** A reference with type, as chains and includes follow. */
const link: fc.Arbitrary<IndexRow> = fc.record({ kind: fc.constant("reference" as const), parameter: fc.constantFrom(...parameters), type: fc.constantFrom(...types), id: fc.constantFrom(...ids) });

/** Keys of numbers: any texts in order will do. Two of them lie beside one another, as bounds do. */
const keys = ["0", "2a", "2b#", "2b$", "2c", "3"] as const;
const span = fc.tuple(fc.nat({ max: keys.length - 1 }), fc.nat({ max: keys.length - 1 })).map(([one, other]) => ({ low: keys[Math.min(one, other)] ?? "0", high: keys[Math.max(one, other)] ?? "3" }));
const unit = fc.record({ system: fc.constantFrom(...systems), code: fc.constantFrom(...codes), unit: fc.constantFrom(...codes) }, { requiredKeys: [] });
const urls = ["urn:s", "http://a.example/x", "http://a.example/x/", "http://a.example/x/y", "http://a.example/xy"] as const;

const plainRow: fc.Arbitrary<IndexRow> = fc.oneof(
  fc.record({ kind: fc.constant("token" as const), parameter: fc.constantFrom(...parameters), system: fc.constantFrom(...systems), code: fc.constantFrom(...codes) }, { requiredKeys: ["kind", "parameter", "code"] }),
  link,
  fc.record({ kind: fc.constant("reference" as const), parameter: fc.constantFrom(...parameters), type: fc.constantFrom(...types), id: fc.constantFrom(...ids) }, { requiredKeys: ["kind", "parameter", "id"] }),
  fc.record({ kind: fc.constant("string" as const), parameter: fc.constantFrom(...parameters), value: fc.constantFrom(...texts) }),
  fc.record({ kind: fc.constant("uri" as const), parameter: fc.constantFrom(...parameters), value: fc.constantFrom(...urls) }),
  fc.tuple(fc.constantFrom(...parameters), span, unit).map(([parameter, bounds, of]): IndexRow => ({ kind: "quantity", parameter, ...bounds, ...of })),
  fc.record({ kind: fc.constant("token" as const), parameter: fc.constantFrom("alpha:identifier", "beta:of-type"), code: fc.constantFrom(...codes) }),
  fc.record({ kind: fc.constant("string" as const), parameter: fc.constant("beta:text"), value: fc.constantFrom(...texts) }),
  fc.tuple(fc.constantFrom(...parameters), fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 5 })).map(([parameter, start, length]): IndexRow => ({ kind: "date", parameter, start, end: start + length })),
);

const row: fc.Arbitrary<IndexRow> = fc.tuple(plainRow, fc.nat({ max: 2 })).map(([each, group]) => (group === 0 ? each : { ...each, group }));

const parameter = fc.constantFrom(...parameters, "gamma");
const prefix = fc.constantFrom("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap");
const few = { minLength: 1, maxLength: 2 } as const;

const token = fc.record({ kind: fc.constant("token" as const), parameter, values: fc.array(fc.record({ system: fc.constantFrom(...systems, null), code: fc.constantFrom(...codes) }, { requiredKeys: [] }), few) });

const quantityValue: fc.Arbitrary<QuantityValue> = fc.tuple(prefix, span, unit).map(([asked, bounds, of]) => ({ prefix: asked, ...bounds, ...of }));

/** What can be part of a composite: it asks for something that is there. */
const part: fc.Arbitrary<ValueClause> = fc.oneof(
  token,
  fc.record({ kind: fc.constant("reference" as const), parameter, values: fc.array(fc.record({ type: fc.constantFrom(...types), id: fc.constantFrom(...ids) }, { requiredKeys: ["id"] }), few) }),
  fc.record({ kind: fc.constant("string" as const), parameter: fc.constantFrom(...parameters, "gamma", "beta:text"), values: fc.array(fc.constantFrom(...texts, "an", "B"), few), match: fc.constantFrom("starts" as const, "exact" as const, "contains" as const) }),
  fc.record({ kind: fc.constant("uri" as const), parameter, values: fc.array(fc.constantFrom(...urls), few), below: fc.constant(true as const) }, { requiredKeys: ["kind", "parameter", "values"] }),
  fc.record({
    kind: fc.constant("date" as const),
    parameter,
    values: fc.array(fc.tuple(prefix, fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 5 })).map(([asked, start, length]) => ({ prefix: asked, start, end: start + length })), few),
  }),
  fc.record({ kind: fc.constant("quantity" as const), parameter, values: fc.array(quantityValue, few) }),
  fc.record({ kind: fc.constant("missing" as const), parameter, missing: fc.constant(false) }),
);

/** Any clause, chains and reverse chains within each other included. */
export const clause: fc.Arbitrary<Clause> = fc.letrec<{ clause: Clause }>((tieTo) => ({
  clause: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    part,
    token.map((each): Clause => ({ ...each, not: true })),
    fc.record({ kind: fc.constant("missing" as const), parameter, missing: fc.boolean() }),
    fc.record({ kind: fc.constant("composite" as const), parameter: fc.constant("both"), values: fc.array(fc.array(part, { minLength: 2, maxLength: 2 }), few), not: fc.boolean() }, { requiredKeys: ["kind", "parameter", "values"] }),
    fc.record({ kind: fc.constant("id" as const), values: fc.array(fc.constantFrom(...ids), few) }),
    fc.record({ kind: fc.constant("chain" as const), parameter, target: fc.constantFrom(...types), on: tieTo("clause") }),
    fc.record({ kind: fc.constant("has" as const), source: fc.constantFrom(...types), parameter, on: tieTo("clause") }),
  ),
})).clause;

/** A clause that follows references, up to four, to something that many resources match. */
export const followed: fc.Arbitrary<Clause> = fc.letrec<{ followed: Clause; on: Clause }>((tieTo) => ({
  followed: fc.oneof(
    fc.record({ kind: fc.constant("chain" as const), parameter: fc.constantFrom(...parameters), target: fc.constantFrom(...types), on: tieTo("on") }),
    fc.record({ kind: fc.constant("has" as const), source: fc.constantFrom(...types), parameter: fc.constantFrom(...parameters), on: tieTo("on") }),
  ),
  on: fc.oneof(
    { maxDepth: 3, depthSize: "medium" },
    fc.record({ kind: fc.constant("id" as const), values: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 }) }),
    fc.record({ kind: fc.constant("missing" as const), parameter: fc.constant("gamma"), missing: fc.constant(true) }),
    tieTo("followed"),
  ),
})).followed;

export const sort: fc.Arbitrary<SearchQuery["sort"]> = fc.array(fc.record({ parameter: fc.constantFrom(...parameters, "_id", "_lastUpdated"), descending: fc.boolean() }), { maxLength: 2 });

/** A resource of the small world: type, id, labels, index and ties. */
export interface Drawn {
  readonly type: (typeof types)[number];
  readonly id: string;
  readonly labels: Labels;
  readonly traits: Traits;
}

/** Up to six resources, no two the same. */
export const world: fc.Arbitrary<readonly Drawn[]> = worldOf(fc.array(row, { maxLength: 6 }));

/** As `world`, and each refers to others. */
export const web: fc.Arbitrary<readonly Drawn[]> = worldOf(fc.array(link, { minLength: 1, maxLength: 5 }), 4);

function worldOf(index: fc.Arbitrary<readonly IndexRow[]>, minLength = 0): fc.Arbitrary<readonly Drawn[]> {
  return fc.uniqueArray(
    fc.record({
      type: fc.constantFrom(...types),
      id: fc.constantFrom(...ids),
      labels,
      traits: fc.record({ index, ties: fc.array(tie, { maxLength: 3 }) }),
    }),
    { minLength, maxLength: 6, selector: ({ type, id }) => `${type}/${id}` },
  );
}

export const anyType: fc.Arbitrary<Drawn["type"]> = fc.constantFrom(...types);
export const includes: fc.Arbitrary<SearchQuery["include"]> = fc.array(
  fc.record({ source: anyType, parameter: fc.constantFrom(...parameters, "*"), target: anyType, iterate: fc.constant(true as const) }, { requiredKeys: ["source", "parameter"] }),
  { maxLength: 2 },
);
