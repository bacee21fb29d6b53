export * from "./anomaly.ts";
export * from "./identifier.ts";
export * from "./query.ts";
export * from "./resource-types.ts";
export * from "./rules.ts";
export * from "./json.ts";
