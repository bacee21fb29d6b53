export type {} from "@wijkverband/fhir";
