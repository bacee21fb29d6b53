export * from "./condition.ts";
export * from "./decide.ts";
export * from "./labels.ts";
export * from "./policy.ts";
export * from "./print.ts";
export * from "./roles.ts";
export * from "./tie-rows.ts";
export * from "./ties.ts";
