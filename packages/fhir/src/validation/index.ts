export * from "./compact-structure.ts";
export * from "./definitions.ts";
export type { ElementShape, Shapes } from "./element-shape.ts";
export * from "./expand-bindings.ts";
export * from "./expand-value-set.ts";
export * from "./read-package.ts";
export * from "./required-profiles.ts";
export * from "./validator.ts";
export { unevaluatedInvariants } from "./invariants/unevaluated-invariants.ts";
