/** The shapes: FHIR R4 types, and (generated, `./generated/`) typed views of our own profiles over them. */
export type * from "@medplum/fhirtypes";
