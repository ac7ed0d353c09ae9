/** What an evaluation set is about; each kind is one file of cases. */
export const EvalKind = {
    Search: "search",
    Facts: "facts",
    Arithmetic: "arithmetic",
    Comparison: "comparison",
    Policy: "policy",
    Adversarial: "adversarial",
    Injection: "injection",
    Identity: "identity",
    Consent: "consent",
    Scope: "scope",
} as const;
export type EvalKind = (typeof EvalKind)[keyof typeof EvalKind];
export const EVAL_KINDS: readonly EvalKind[] = Object.values(EvalKind);
