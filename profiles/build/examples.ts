import type { Compiled } from "./compiled.ts";

/** Types that are no examples of care but say what care looks like here. */
const conformance: readonly string[] = ["StructureDefinition", "ValueSet", "CodeSystem", "OperationDefinition", "SearchParameter", "Measure", "ImplementationGuide", "CapabilityStatement"];

/** `profiles/generated/examples.json`: every valid example. The demo's main patient is made of them, so that what is shown is what is tested. */
export function buildExamples(compiled: readonly Compiled[]): readonly Compiled[] {
  return compiled.filter(({ resourceType }) => !conformance.includes(resourceType));
}
