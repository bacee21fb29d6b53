export * from "./condition.ts";
