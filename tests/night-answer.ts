import type { ParametersParameter } from "hl7-fhir-r4-types";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import type { Body, Demo } from "./harness.ts";

/** The differences of an answer of `$palliative-handover`, flat. */
export function differencesOf(parameters: Pick<Body, "parameter">): readonly Readonly<Record<string, string>>[] {
  return (parameters.parameter ?? []).filter(({ name }) => name === "difference").map(({ part }) => Object.fromEntries((part ?? []).map((each) => [each.name, textOf(each)])));
}

function textOf({ valueCode, valueString, valueInstant, valueReference }: ParametersParameter): string {
  return valueCode ?? valueString ?? valueInstant ?? valueReference?.reference ?? "";
}

/** How many current resources and versions of each type there are, read past the server: what a refusal must leave as it was. */
export function storedCounts({ dataDir }: Pick<Demo, "dataDir">): Readonly<Record<string, number>> {
  const database = new DatabaseSync(join(dataDir, "wijkverband.sqlite"), { readOnly: true });
  try {
    const tables = (database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[]).map(({ name }) => name);
    return Object.fromEntries(
      tables.filter((name) => !/audit|chain|head|sqlite_|migration/i.test(name)).map((name) => [name, (database.prepare(`SELECT count(*) AS n FROM "${name}"`).get() as { n: number }).n]),
    );
  } finally {
    database.close();
  }
}
