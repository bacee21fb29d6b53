import { domainPrefix, everyone, kindPrefix, type Condition, type TieKind, type Visibility } from "@wijkverband/policy";
import { all, join, Sql, some, sql, word, type NamedValues } from "./sql.ts";

/** Translates what a caller may see to a test on one row of `resource`, with the meaning of `visibleBy`.
 *  The test is never null, so that `NOT` means not. Made once for a visibility and kept as long as that object is.
 *  @param scope a word that no other visibility in the same query has: it keeps the names of their values apart.
 *  @param resource alias of the `resource` row. @param at now, in epoch milliseconds. */
export function visibilityToSql(visibility: Visibility, scope: string, resource: Sql, at: number): Sql {
  let known = translations.get(visibility);
  if (known === undefined) translations.set(visibility, (known = new Map()));
  const key = `${scope} ${resource.text}`;
  let made = known.get(key);
  if (made === undefined) known.set(key, (made = translate(visibility, scope, resource)));
  return made.named === undefined ? made : new Sql(made.text, [], { ...made.named, ...(made.named["now"] !== undefined && { now: at }) });
}

const translations = new WeakMap<Visibility, Map<string, Sql>>();

const now: Sql = new Sql("$now", []);

function translate(visibility: Visibility, scope: string, resource: Sql): Sql {
  const holders = new Holders(scope);
  const { text } = some(factor(visibility).map(({ own, tied }) => all([own, tied].map((half) => some(half.map((conditions) => all(conditions.map((condition) => conditionToSql(condition, resource, holders)))))))));
  const named = { ...holders.named, ...(text.includes(now.text) && { now: 0 }) };
  return new Sql(text, [], Object.keys(named).length === 0 ? undefined : named);
}

/** The ways, sorted out: what is asked of the resource, and how the caller must stand to its patient; one alternative of each must hold. */
interface Factor {
  readonly own: readonly (readonly Condition[])[];
  readonly tied: readonly (readonly Condition[])[];
}

/** Puts ways together that differ in one half only. Rows of the policy mostly share their tie, and ties cost the most to look up. */
function factor(visibility: Visibility): readonly Factor[] {
  const ways = visibility.map((way): Factor => ({ own: [way.all.filter(isOfResource)], tied: [way.all.filter((condition) => !isOfResource(condition))] }));
  return merge(merge(ways, "own", "tied"), "tied", "own");
}

function merge(ways: readonly Factor[], same: keyof Factor, other: keyof Factor): readonly Factor[] {
  return [...Map.groupBy(ways, (way) => JSON.stringify(way[same])).values()].map((group): Factor => {
    const distinct = new Map(group.flatMap((way) => way[other]).map((all) => [JSON.stringify(all), all]));
    return { own: [], tied: [], [same]: group[0]?.[same] ?? [], [other]: [...distinct.values()] };
  });
}

/** The resource itself tells, or one row about it. */
function isOfResource({ is }: Condition): boolean {
  return is === "any" || is === "domain" || is === "kind" || is === "not-withheld" || is === "author" || is === "tie-about";
}

/** Names holders, each once: a row of the policy may ask for the same ones four times, and binding a text costs more than comparing it. */
class Holders {
  readonly #scope: string;
  readonly #names = new Map<string, string>();

  constructor(scope: string) {
    this.#scope = scope;
  }

  /** A test that a column is one of these. */
  test(column: Sql, values: readonly string[]): Sql {
    const names = join(values.map((value) => this.#name(value)), ", ");
    return values.length === 1 ? sql`${column} = ${names}` : sql`${column} IN (${names})`;
  }

  #name(value: string): Sql {
    const name = this.#names.get(value) ?? `${this.#scope}_${this.#names.size}`;
    this.#names.set(value, name);
    return new Sql(`$${name}`, []);
  }

  get named(): NamedValues {
    return Object.fromEntries([...this.#names].map(([value, name]) => [name, value]));
  }
}

/** As `holds`. */
function conditionToSql(condition: Condition, resource: Sql, holders: Holders): Sql {
  switch (condition.is) {
    case "any":
      return sql`1`;
    case "domain":
      return isOneOf(sql`${resource}.domain`, condition.domains);
    case "author":
      return sql`ifnull(${holders.test(sql`${resource}.author`, condition.authors)}, 0)`;
    case "tie":
      return sql`EXISTS (SELECT 1 FROM tie t WHERE t.patient = ${resource}.patient AND ${held(condition, holders)})`;
    case "tie-about":
      // by what it is about: a handover ties forty resources to one patient and one holder
      return sql`EXISTS (SELECT 1 FROM tie t WHERE t.about = ${resource}.type || '/' || ${resource}.id AND ${reaches(resource)} AND ${held(condition, holders, sql`+`)})`;
    case "tie-via-practice":
      return sql`EXISTS (SELECT 1 FROM tie o WHERE o.patient = ${resource}.patient AND o.kind = 'registered' AND ${inForce(sql`o`)}
        AND EXISTS (SELECT 1 FROM tie t WHERE ${reaches(resource)} AND ${held(condition, holders)} AND t.about = o.holder))`;
    case "kind":
      return isOneOf(sql`ifnull(${resource}.kind, 'ordinary')`, condition.kinds);
    case "not-withheld":
      return sql`${resource}.withheld = 0`;
    case "patient":
      return sql`ifnull(${holders.test(sql`${resource}.patient`, condition.patients)}, 0)`;
    case "permitted":
      return sql`EXISTS (SELECT 1 FROM tie p WHERE ${applies(sql`p`, "consent", condition.holders, resource, holders)}
        AND NOT EXISTS (SELECT 1 FROM tie o WHERE ${applies(sql`o`, "objection", condition.holders, resource, holders)} AND NOT ${stronger}))`;
    case "unobjected":
      return sql`NOT EXISTS (SELECT 1 FROM tie o WHERE ${applies(sql`o`, "objection", condition.holders, resource, holders)}
        AND NOT EXISTS (SELECT 1 FROM tie p WHERE ${applies(sql`p`, "consent", condition.holders, resource, holders)} AND ${stronger}))`;
    case "not":
      return sql`NOT ${conditionToSql(condition.condition, resource, holders)}`;
  }
}

/** Compares one by one: for `IN`, SQLite would build a table at each run. */
function isOneOf(value: Sql, words: readonly string[]): Sql {
  if (words.length === 0) return sql`0`;
  return sql`CASE ${value} ${join(words.map((each) => sql`WHEN ${word(each)} THEN 1`), " ")} ELSE 0 END`;
}

/** What the patient said that reaches this resource, for one of these holders. */
function applies(tie: Sql, kind: "consent" | "objection", held: readonly string[], resource: Sql, holders: Holders): Sql {
  return sql`${tie}.patient = ${resource}.patient AND ${holders.test(sql`${tie}.holder`, held)} AND ${tie}.kind = ${word(kind)} AND ${inForce(tie)}
    AND (${tie}.about IS NULL OR ${tie}.about = ${resource}.type || '/' || ${resource}.id OR ${tie}.about = '${text(domainPrefix)}' || ${resource}.domain)`;
}

/** Rows about the resource's patient, and those without patient. */
function reaches(resource: Sql): Sql {
  return sql`+t.patient IN ('', ${resource}.patient)`;
}

/** @param plus a plus keeps SQLite from looking the row up by this. */
function held({ kind, holders: held }: { readonly kind: TieKind; readonly holders: readonly string[] }, holders: Holders, plus: Sql = sql``): Sql {
  return sql`${holders.test(sql`${plus}t.holder`, held)} AND ${plus}t.kind = ${word(kind)} AND ${inForce(sql`t`)}`;
}

function inForce(tie: Sql): Sql {
  return sql`${tie}.starts <= ${now} AND ${tie}.ends > ${now}`;
}

/** A prefix of the policy's own, as text. */
function text(prefix: typeof domainPrefix | typeof kindPrefix | typeof everyone): Sql {
  return new Sql(prefix, []);
}

function whom(tie: Sql): Sql {
  return sql`(CASE WHEN ${tie}.holder = '${text(everyone)}' THEN 0 WHEN ${tie}.holder LIKE '${text(kindPrefix)}%' THEN 1 ELSE 2 END)`;
}

function what(tie: Sql): Sql {
  return sql`(CASE WHEN ${tie}.about IS NULL THEN 0 WHEN ${tie}.about LIKE '${text(domainPrefix)}%' THEN 1 ELSE 2 END)`;
}

/** As `isStronger` in the policy's `consent.ts`: permit `p` is at least as specific as objection `o` in both, and more so in one. */
const stronger: Sql = ((permit: Sql, objection: Sql): Sql =>
  sql`(${whom(permit)} >= ${whom(objection)} AND ${what(permit)} >= ${what(objection)} AND (${whom(permit)} > ${whom(objection)} OR ${what(permit)} > ${what(objection)}))`)(sql`p`, sql`o`);
