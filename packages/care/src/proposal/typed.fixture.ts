import { createValidator, loadDefinitions } from "@wijkverband/fhir";
import type { Parameters, ParametersParameter } from "hl7-fhir-r4-types";
import type { Typed } from "./proposal-task.ts";

const validator = createValidator(loadDefinitions(new URL("../../../../profiles/generated/", import.meta.url).pathname));

export const typed: Typed = (type) => validator.shapesOf(type);

/** What the validator finds wrong with a resource, by the profiles it claims and those its content asks for. */
export const faultsOf = (resource: object): readonly unknown[] => validator.validate(resource).filter(({ severity }) => severity === undefined || severity === "error");

/** A FHIRPath Patch of operations such as `["replace", "CarePlan.title", { valueString: "x" }]`; `add` names its element behind the path, `insert` its place. */
export function patchOf(...operations: readonly (readonly [type: "replace" | "delete" | "add" | "insert", path: string, value?: object, at?: string | number])[]): Parameters {
  const parameter = operations.map(([type, path, value, at]) => {
    const parts: object[] = [{ name: "type", valueCode: type }, { name: "path", valueString: path }];
    if (typeof at === "string") parts.push({ name: "name", valueString: at });
    if (value !== undefined) parts.push({ name: "value", ...value });
    if (typeof at === "number") parts.push({ name: "index", valueInteger: at });
    return { name: "operation", part: parts } as ParametersParameter;
  });
  return { resourceType: "Parameters", parameter };
}
