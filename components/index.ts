export * from "./lake/audit-trail";
export * from "./lake/data-lake";
export { type LifecycleArgs, type PrefixLifecycleArgs, StorageClass, type TransitionArgs } from "./lake/lifecycle";
export { PolicyEffect, type PolicyStatementArgs } from "./lake/policy-document";
export { TierPreset } from "./lake/presets";
export * from "./lake/tier-args";
