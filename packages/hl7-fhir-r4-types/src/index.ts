/** The shapes: FHIR R4 types, and typed views of our own profiles over them. The views are generated: compile the profiles first. */
export type * from "@medplum/fhirtypes";
export type * from "./generated/index.ts";
