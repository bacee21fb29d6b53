/** What SQLite keeps in a column of ours. */
export type SqlValue = string | number | null;

/** A piece of SQL with its values apart. Values can only become parameters, never text, so no input can end up as SQL. */
export class Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
  /** Values that the text names (`$name`), each bound once however often it is named. Pieces that are put together must not use one name for two values. */
  readonly named: NamedValues | undefined;

  constructor(text: string, values: readonly SqlValue[], named?: NamedValues) {
    this.text = text;
    this.values = values;
    this.named = named;
  }
}

export type NamedValues = Readonly<Record<string, SqlValue>>;

/** Writes SQL: a piece in a placeholder is taken over as it is, a value becomes a parameter. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Sql | SqlValue)[]): Sql {
  let text = strings[0] ?? "";
  const values: SqlValue[] = [];
  let named: NamedValues | undefined;
  let at = 0;
  for (const part of parts) {
    if (part instanceof Sql) {
      text += part.text;
      for (const value of part.values) values.push(value);
      named = both(named, part.named);
    } else {
      text += "?";
      values.push(part);
    }
    text += strings[++at] ?? "";
  }
  return new Sql(text, values, named);
}

function both(one: NamedValues | undefined, other: NamedValues | undefined): NamedValues | undefined {
  return one === undefined || one === other ? other : other === undefined ? one : { ...one, ...other };
}

/** A word of a closed vocabulary of ours, as text: it needs no binding at each run. @throws {TypeError} for anything that is more than a plain word. */
export function word(value: string): Sql {
  if (!/^[a-z][a-z0-9-]*$/.test(value)) throw new TypeError("not a word of ours");
  return new Sql(`'${value}'`, []);
}

/** `LIMIT`, without the plan depending on the value: bound bare, it makes SQLite plan the whole query anew at each run. */
export function atMost(rows: number): Sql {
  return new Sql("LIMIT (? + 0)", [rows]);
}

/** `?, ?, ?`; empty for no values, which makes `IN ()` false. */
export function list(values: readonly SqlValue[]): Sql {
  return new Sql(values.map(() => "?").join(", "), values);
}

/** True when all are; true for none. */
export function all(parts: readonly Sql[]): Sql {
  return joined(parts, " AND ", "1");
}

/** True when one is; false for none. Many are halved again and again, because SQLite limits how deep an expression is, and `a OR b OR c` is as deep as it is long. */
export function some(parts: readonly Sql[]): Sql {
  if (parts.length <= 4) return joined(parts, " OR ", "0");
  const middle = parts.length >> 1;
  return sql`(${some(parts.slice(0, middle))} OR ${some(parts.slice(middle))})`;
}

/** Pieces in a row. */
export function join(parts: readonly Sql[], separator: string): Sql {
  return new Sql(parts.map(({ text }) => text).join(separator), parts.flatMap(({ values }) => values), parts.reduce<NamedValues | undefined>((named, part) => both(named, part.named), undefined));
}

function joined(parts: readonly Sql[], separator: string, empty: string): Sql {
  if (parts.length === 0) return new Sql(empty, []);
  const { text, values, named } = join(parts, separator);
  return new Sql(`(${text})`, values, named);
}
