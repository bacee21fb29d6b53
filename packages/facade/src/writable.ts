import { storedTypes, type ResourceTypeName } from "@wijkverband/fhir";

/** Types of kind `care` or `directory` that clients still can't write: they say who stands how to whom, so operations and owners of the region write them. */
const byOperation: readonly ResourceTypeName[] = ["CareTeam", "Task", "Organization", "OrganizationAffiliation"];

/** Tells whether clients may write a type through REST at all; the policy decides who. */
export function isWritable(type: string): boolean {
  const stored = storedTypes.find((each) => each.type === type);
  return stored !== undefined && stored.kind !== "server" && !byOperation.some((each) => each === type);
}
