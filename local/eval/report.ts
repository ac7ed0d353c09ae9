import { HARD_RULES } from "./check/fault";
import type { CaseResult, EvalResult } from "./result";
import type { EvalSummary } from "./summary";

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const number = (value: number) => value.toLocaleString("en");

/** The report for a terminal. */
export function textReport(result: EvalResult, summary: EvalSummary): string {
    const lines = [
        `${summary.passed} of ${summary.conversations} conversations passed (${percent(summary.share)}), ${summary.turns} turns, answered by ${result.model}, in ${result.place}.`,
        "",
        ...summary.kinds.map(
            ({ kind, passed, failed }) =>
                `  ${kind.padEnd(14)}${String(passed).padStart(4)} passed${failed > 0 ? `, ${failed} failed` : ""}`,
        ),
        "",
        ...HARD_RULES.map((rule) => `  ${rule.padEnd(28)}${String(summary.broken[rule]).padStart(4)}`),
        "",
        ...figures(result, summary).map(([name, value]) => `  ${name.padEnd(28)}${value}`),
        ...failures(result).flatMap((each) => ["", ...each]),
    ];
    return `${lines.join("\n")}\n`;
}

/** The report for a page. */
export function markdownReport(result: EvalResult, summary: EvalSummary, command: string): string {
    return [
        `Run at ${result.started_at.slice(0, 16).replace("T", " ")} UTC with \`${command}\`, answered by ${result.model}, in ${result.place}, over ${number(result.products)} products.`,
        "",
        "| kind | conversations | passed |",
        "|---|---|---|",
        ...summary.kinds.map(({ kind, passed, failed }) => `| ${kind} | ${passed + failed} | ${passed} |`),
        `| **all** | **${summary.conversations}** | **${summary.passed}** |`,
        "",
        "| never to happen | times |",
        "|---|---|",
        ...HARD_RULES.map((rule) => `| ${rule} | ${summary.broken[rule]} |`),
        "",
        "| measured | value |",
        "|---|---|",
        ...figures(result, summary).map(([name, value]) => `| ${name} | ${value} |`),
        "",
        ...failures(result).flatMap(([title = "", ...lines]) => [
            `- ${title}`,
            ...lines.map((line) => `    - ${line.trim()}`),
        ]),
    ]
        .join("\n")
        .trimEnd()
        .concat("\n");
}

function figures(result: EvalResult, summary: EvalSummary): (readonly [string, string])[] {
    const { relevance, tokens, latency_ms } = summary;
    const stopped = Object.entries(summary.stopped).map(([reason, count]) => `${count} ${reason}`);
    return [
        ...(relevance === null
            ? []
            : ([
                  ["precision at 5", `${relevance.precision.toFixed(3)} over ${relevance.searches} searches`],
                  ["recall at 5", relevance.recall.toFixed(3)],
              ] as const)),
        ["orders", `${result.orders.stored} in the table, ${result.orders.confirmed} confirmed`],
        ["turns with a correction", percent(summary.corrected)],
        ["turns with words withheld", percent(summary.withheld)],
        ["sentences stopped", stopped.length === 0 ? "none" : stopped.join(", ")],
        ["time of a turn", `p50 ${latency_ms.p50} ms, p95 ${latency_ms.p95} ms`],
        [
            "tokens",
            `${number(tokens.input)} in, ${number(tokens.output)} out, ${number(tokens.model_calls)} calls of the model`,
        ],
        ["the whole run", `${(result.duration_ms / 1000).toFixed(0)} s`],
    ];
}

/** Each conversation that failed: its name, then what was said and what was wrong. */
function failures({ cases }: EvalResult): string[][] {
    return cases.filter(({ passed }) => !passed).map(failure);
}

function failure({ id, kind, turns, faults }: CaseResult): string[] {
    const wrong = turns.flatMap(({ said, misses, faults: broken }) => [
        ...misses.map((miss) => `  "${short(said)}": ${miss}`),
        ...broken.map(({ rule, detail }) => `  "${short(said)}": ${rule}: ${detail}`),
    ]);
    return [`${id} (${kind}) failed`, ...wrong, ...faults.map(({ rule, detail }) => `  ${rule}: ${detail}`)];
}

function short(text: string): string {
    return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
