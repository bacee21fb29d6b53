/** What SQLite keeps in a column of ours. */
export type SqlValue = string | number | null;

/** A piece of SQL with its values apart. Values can only become parameters, never text, so no input can end up as SQL. */
export class Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];

  constructor(text: string, values: readonly SqlValue[]) {
    this.text = text;
    this.values = values;
  }
}

/** Writes SQL: a piece in a placeholder is taken over as it is, a value becomes a parameter. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Sql | SqlValue)[]): Sql {
  let text = strings[0] ?? "";
  const values: SqlValue[] = [];
  for (const [at, part] of parts.entries()) {
    if (part instanceof Sql) {
      text += part.text;
      values.push(...part.values);
    } else {
      text += "?";
      values.push(part);
    }
    text += strings[at + 1] ?? "";
  }
  return new Sql(text, values);
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
  return new Sql(parts.map(({ text }) => text).join(separator), parts.flatMap(({ values }) => values));
}

function joined(parts: readonly Sql[], separator: string, empty: string): Sql {
  if (parts.length === 0) return new Sql(empty, []);
  const { text, values } = join(parts, separator);
  return new Sql(`(${text})`, values);
}
