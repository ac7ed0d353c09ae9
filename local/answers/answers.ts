import { QueryError } from "../query/query-error";
import type { QueryEngine, QueryResult } from "../query/types";
import type { Question } from "./question";
import { abandonRate } from "./questions/abandon-rate";
import { assistantDays } from "./questions/assistant-days";
import { bestSellers } from "./questions/best-sellers";
import { contactsByHour } from "./questions/contacts-by-hour";
import { handleTime } from "./questions/handle-time";
import { occupancy } from "./questions/occupancy";
import { searchMissesQuestion } from "./questions/search-misses";
import { paint, type Style } from "./style";
import { wrapped } from "./text";

export const QUESTIONS: readonly Question[] = [contactsByHour, abandonRate, handleTime, occupancy];

/** Asked as well where the stack has a shop. */
export const SHOP_QUESTIONS: readonly Question[] = [assistantDays, bestSellers, searchMissesQuestion];

/** An answer, or why there is none. */
export type Answer =
    | { readonly question: Question; readonly result: QueryResult }
    | { readonly question: Question; readonly why: string };

/** Asks the questions, one after the other. One that can't be answered says so; it doesn't stop the others. */
export async function answers(engine: QueryEngine, questions: readonly Question[] = QUESTIONS): Promise<Answer[]> {
    const all: Answer[] = [];
    for (const question of questions) {
        all.push(await answer(engine, question));
    }
    return all;
}

async function answer(engine: QueryEngine, question: Question): Promise<Answer> {
    try {
        const result = await engine.query(question.sql);
        return result.rows.length === 0
            ? { question, why: "the lake holds no rows that it is about" }
            : { question, result };
    } catch (error) {
        if (error instanceof QueryError) {
            return { question, why: error.hint === undefined ? error.message : `${error.message} ${error.hint}` };
        }
        return { question, why: error instanceof Error ? error.message : String(error) };
    }
}

/** The answers as text: title, chart, and what the figures mean. */
export function renderAnswers(all: readonly Answer[], style: Style): string {
    return all.map((item) => renderAnswer(item, style).join("\n")).join("\n\n");
}

function renderAnswer(item: Answer, style: Style): string[] {
    const { question } = item;
    const lines =
        "result" in item ? question.render(item.result, style) : [paint(`Not answered: ${item.why}`, "yellow", style)];
    const meaning = wrapped(question.definition, style.width).map((line) => paint(line, "dim", style));
    return [paint(question.title, "bold", style), ...lines, ...meaning];
}
