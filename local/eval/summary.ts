import { HARD_RULES, type HardRule } from "./check/fault";
import { EVAL_KINDS, type EvalKind } from "./kinds";
import type { CaseResult, EvalResult, TurnResult } from "./result";

export interface KindSummary {
    readonly kind: EvalKind;
    readonly passed: number;
    readonly failed: number;
}

/** The figures of a run. */
export interface EvalSummary {
    readonly conversations: number;
    readonly turns: number;
    readonly passed: number;
    /** Share of conversations that passed, 0 to 1. */
    readonly share: number;
    readonly kinds: readonly KindSummary[];
    /** How often each hard rule was broken: 0 of each, or the run failed. */
    readonly broken: Readonly<Record<HardRule, number>>;
    /** Means over the searches whose answer is known by facts; null without any. */
    readonly relevance: { readonly searches: number; readonly precision: number; readonly recall: number } | null;
    /** Share of turns in which a sentence was put right, or gave way to a neutral one. */
    readonly corrected: number;
    readonly withheld: number;
    /** Sentences that the assistant's own check stopped, by its reasons. */
    readonly stopped: Readonly<Record<string, number>>;
    readonly latency_ms: { readonly p50: number; readonly p95: number };
    readonly tokens: { readonly input: number; readonly output: number; readonly model_calls: number };
}

export function summaryOf({ cases }: EvalResult): EvalSummary {
    const turns = cases.flatMap((each) => each.turns);
    const passed = cases.filter((each) => each.passed).length;
    const sum = (value: (turn: TurnResult) => number) => turns.reduce((total, turn) => total + value(turn), 0);
    const share = (holds: (turn: TurnResult) => boolean) =>
        turns.length === 0 ? 0 : turns.filter(holds).length / turns.length;
    const durations = turns.map(({ duration_ms }) => duration_ms).toSorted((one, other) => one - other);
    return {
        conversations: cases.length,
        turns: turns.length,
        passed,
        share: cases.length === 0 ? 0 : passed / cases.length,
        kinds: EVAL_KINDS.map((kind) => kindSummary(kind, cases)).filter(({ passed, failed }) => passed + failed > 0),
        broken: brokenRules(cases),
        relevance: relevance(turns),
        corrected: share(({ corrections }) => corrections.some(({ isWithheld }) => !isWithheld)),
        withheld: share(({ corrections }) => corrections.some(({ isWithheld }) => isWithheld)),
        stopped: counts(turns.flatMap(({ corrections }) => corrections.map(({ reason }) => reason))),
        latency_ms: { p50: quantile(durations, 0.5), p95: quantile(durations, 0.95) },
        tokens: {
            input: sum(({ input_tokens }) => input_tokens),
            output: sum(({ output_tokens }) => output_tokens),
            model_calls: sum(({ model_calls }) => model_calls),
        },
    };
}

/** Whether no hard rule was broken and enough conversations passed. */
export function isPassed({ broken, share }: EvalSummary, minPass: number): boolean {
    return HARD_RULES.every((rule) => broken[rule] === 0) && share >= minPass;
}

function kindSummary(kind: EvalKind, cases: readonly CaseResult[]): KindSummary {
    const own = cases.filter((each) => each.kind === kind);
    const passed = own.filter((each) => each.passed).length;
    return { kind, passed, failed: own.length - passed };
}

function brokenRules(cases: readonly CaseResult[]): Record<HardRule, number> {
    const faults = cases.flatMap((each) => [...each.faults, ...each.turns.flatMap((turn) => turn.faults)]);
    const broken = Object.fromEntries(HARD_RULES.map((rule) => [rule, 0])) as Record<HardRule, number>;
    for (const { rule } of faults) broken[rule] += 1;
    return broken;
}

function relevance(turns: readonly TurnResult[]): EvalSummary["relevance"] {
    const known = turns.flatMap((turn) => (turn.relevance === null ? [] : [turn.relevance]));
    if (known.length === 0) return null;
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    return {
        searches: known.length,
        precision: mean(known.map(({ precision }) => precision)),
        recall: mean(known.map(({ recall }) => recall)),
    };
}

function counts(values: readonly string[]): Record<string, number> {
    const counted = new Map<string, number>();
    for (const value of values) counted.set(value, (counted.get(value) ?? 0) + 1);
    return Object.fromEntries([...counted].toSorted());
}

/** Nearest rank, of values in their order. */
function quantile(sorted: readonly number[], share: number): number {
    return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
