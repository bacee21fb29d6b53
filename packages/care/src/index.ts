export type * from "./handover/answer.ts";
