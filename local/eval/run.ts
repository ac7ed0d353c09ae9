import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dynamodb } from "../clients";
import { POLICIES } from "../shop/upload-policies";
import { evalAssistant } from "./assistant";
import type { EvalCase } from "./case";
import { Names } from "./check/names";
import { type Confirmed, orderFaults, ordersIn, type StoredOrder } from "./check/orders";
import { unknownProducts } from "./check/relevance";
import { CatalogTruth } from "./check/truth";
import { Conversation, type EvalSurroundings } from "./conversation";
import type { CaseResult, EvalResult, TurnResult } from "./result";
import { EVAL_SHOPPERS } from "./shoppers";
import type { EvalPlace } from "./world/place";

/** Conversations at a time. Those that order come one by one: they change the stock that others are held against. */
const AT_A_TIME = 4;

export interface EvaluationOptions {
    readonly place: EvalPlace;
    readonly cases: readonly EvalCase[];
    /** Where, in words, for the report. */
    readonly placeName: string;
    readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Holds every conversation of the set, and checks each answer.
 *
 * @throws Error if a case names a product that the shop hasn't, or the shop can't be reached.
 */
export async function evaluate({ place, cases, placeName, onProgress }: EvaluationOptions): Promise<EvalResult> {
    const startedAt = Date.now();
    const client = dynamodb(place.owner);
    const truth = await CatalogTruth.read(client, place.tables.products);
    const unknown = unknownProducts(cases, truth);
    if (unknown.length > 0)
        throw new Error(
            `The shop lacks products that the cases name: ${unknown.slice(0, 5).join(", ")}. ${SAMPLE_HINT}`,
        );
    const confirmed: Confirmed[] = [];
    const runId = randomUUID().slice(0, 8);
    const assistant = evalAssistant(place);
    const around = { assistant, place, truth, names: new Names(truth), policies: policyTexts(), runId, confirmed };
    const turns = await held(cases, around, onProgress);
    const own = (await ordersIn(client, place.tables.orders)).filter(({ shopper_id }) =>
        shopper_id.startsWith(`${EVAL_SHOPPERS}${runId}-`),
    );
    return {
        started_at: new Date(startedAt).toISOString(),
        duration_ms: Date.now() - startedAt,
        model: place.model,
        place: placeName,
        products: truth.all().length,
        orders: { stored: own.length, confirmed: confirmed.length },
        cases: cases.map((each) => caseResult(each, turns.get(each.id) ?? [], own, around)),
    };
}

const SAMPLE_HINT = "The cases are written for the generated catalogue of the sample shop, with all its products.";

async function held(
    cases: readonly EvalCase[],
    around: EvalSurroundings,
    onProgress: EvaluationOptions["onProgress"],
): Promise<ReadonlyMap<string, readonly TurnResult[]>> {
    const results = new Map<string, readonly TurnResult[]>();
    const work = async (queue: EvalCase[]) => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
            results.set(next.id, await new Conversation(next, around).run());
            onProgress?.(results.size, cases.length);
        }
    };
    const together = cases.filter((each) => !orders(each));
    await Promise.all(Array.from({ length: AT_A_TIME }, () => work(together)));
    await work(cases.filter(orders));
    return results;
}

function orders({ ordered, other, turns }: EvalCase): boolean {
    return other !== undefined || Object.keys(ordered).length > 0 || turns.some(({ confirm }) => confirm);
}

function caseResult(
    { id, kind }: EvalCase,
    turns: readonly TurnResult[],
    stored: readonly StoredOrder[],
    { runId, confirmed }: EvalSurroundings,
): CaseResult {
    const shopper = `${EVAL_SHOPPERS}${runId}-${id}`;
    const own = stored.filter(({ shopper_id }) => shopper_id === shopper || shopper_id === `${shopper}-other`);
    const faults = orderFaults(own, confirmed);
    const passed = faults.length === 0 && turns.every((turn) => turn.misses.length === 0 && turn.faults.length === 0);
    return { id, kind, passed, turns, faults };
}

function policyTexts(): string[] {
    return readdirSync(POLICIES)
        .filter((file) => file.endsWith(".md"))
        .map((file) => readFileSync(join(POLICIES, file), "utf8"));
}
