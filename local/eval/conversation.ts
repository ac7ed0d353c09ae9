import { randomUUID } from "node:crypto";
import { instruction } from "../../functions/shop/assistant/prompts/instruction";
import { runTurn } from "../../functions/shop/assistant/turn";
import type { Shopper } from "../../functions/shop/identity/shopper";
import type { Order, Quote } from "../../functions/shop/orders/types";
import type { EvalAssistant } from "./assistant";
import type { EvalCase, EvalTurn } from "./case";
import { cardFaults, productsOn } from "./check/cards";
import { judge } from "./check/expectations";
import type { Fault } from "./check/fault";
import type { Names } from "./check/names";
import type { Confirmed } from "./check/orders";
import { proseFaults } from "./check/prose";
import { secretFaults } from "./check/secrets";
import type { CatalogTruth } from "./check/truth";
import type { TurnResult } from "./result";
import { evalShopper, personalOfOthers } from "./shoppers";
import { type HeardTurn, heard } from "./talk";
import type { EvalPlace } from "./world/place";

/** What all conversations of a run share. */
export interface EvalSurroundings {
    readonly assistant: EvalAssistant;
    readonly place: EvalPlace;
    readonly truth: CatalogTruth;
    readonly names: Names;
    /** Texts of the shop's policies. */
    readonly policies: readonly string[];
    /** Of this run, so that two runs in one shop have shoppers of their own. */
    readonly runId: string;
    /** Grows with every confirmation. */
    readonly confirmed: Confirmed[];
}

const MAIL_OF_POLICIES = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/** Holds one case's conversation from its first turn to its last. */
export class Conversation {
    readonly #shopper: Shopper;
    readonly #other: Shopper | null;
    readonly #emails: readonly string[];
    #id: string | null = null;
    #order: Order | null = null;
    #otherOrder: Order | null = null;
    #hasConfirmed = false;

    constructor(
        private readonly of: EvalCase,
        private readonly around: EvalSurroundings,
    ) {
        this.#shopper = evalShopper(of.persona, `${around.runId}-${of.id}`);
        this.#other = of.other ? evalShopper(of.other.persona, `${around.runId}-${of.id}-other`) : null;
        const shops = around.policies.flatMap((text) => text.match(MAIL_OF_POLICIES) ?? []);
        this.#emails = [...shops, ...(this.#shopper.email === null ? [] : [this.#shopper.email])];
    }

    async run(): Promise<readonly TurnResult[]> {
        await this.#prepare();
        const results: TurnResult[] = [];
        for (const turn of this.of.turns) results.push(await this.#turn(turn));
        return results;
    }

    /** What was ordered and put into carts before, on the shop's own pages. */
    async #prepare(): Promise<void> {
        const { other, ordered, cart } = this.of;
        if (other !== undefined && this.#other !== null)
            this.#otherOrder = await this.#ordered(this.#other, other.ordered);
        if (Object.keys(ordered).length > 0) this.#order = await this.#ordered(this.#shopper, ordered);
        await this.#fill(this.#shopper, cart);
    }

    async #turn(turn: EvalTurn): Promise<TurnResult> {
        const message = this.#said(turn);
        const shopper = turn.by_other && this.#other !== null ? this.#other : this.#shopper;
        const request = { conversationId: this.#id, message, shopper, signal: AbortSignal.timeout(120_000) };
        const answer = await heard(runTurn(request, this.around.assistant.surroundings));
        this.#id ??= answer.conversationId;
        const result = await this.#checked(turn, message, answer);
        if (turn.confirm) await this.#confirm(answer);
        return result;
    }

    async #checked(turn: EvalTurn, message: string, answer: HeardTurn): Promise<TurnResult> {
        const { seen, conversationId: _id, ...measured } = answer;
        const { truth, names, policies, place, assistant } = this.around;
        await truth.refresh([...seen.cards.flatMap(productsOn), ...productsIn(turn)]);
        const priceList = this.#shopper.price_list;
        const cards = { truth, policy: place.policy, priceList };
        const prose = {
            truth,
            names,
            priceList,
            said: message,
            cards: seen.cards,
            policies,
            hasConfirmed: this.#hasConfirmed,
        };
        const cart = turn.expect.cart === undefined ? null : await assistant.shop.cart(this.#shopper);
        const faults: Fault[] = [
            ...seen.cards.flatMap((card) => cardFaults(card, cards)),
            ...proseFaults(seen.text, prose),
            ...secretFaults(seen.text, seen.cards, {
                instruction,
                emails: this.#emails,
                foreign: this.#foreign(message),
            }),
        ];
        return {
            said: message.length > 300 ? `${message.slice(0, 300)}… (${message.length} characters)` : message,
            text: seen.text,
            cards: seen.cards.map(({ kind }) => kind),
            tools: seen.tools,
            errorCode: seen.errorCode,
            ...measured,
            ...judge(turn.expect, seen, { truth, policy: place.policy, shopper: this.#shopper, cart }),
            faults,
        };
    }

    #said({ say, repeat }: EvalTurn): string {
        return say
            .replaceAll("{order}", this.#order?.order_id ?? "")
            .replaceAll("{other_order}", this.#otherOrder?.order_id ?? "")
            .replaceAll(/\{name:([\w-]+)\}/g, (_, id: string) => this.around.truth.known(id).name)
            .repeat(repeat);
    }

    /** What the shopper said himself is nothing that was told. */
    #foreign(message: string): string[] {
        const orders = this.#otherOrder === null ? [] : [this.#otherOrder.order_id];
        return [...personalOfOthers([this.of.persona]), ...orders].filter(
            (text) => !message.toLowerCase().includes(text.toLowerCase()),
        );
    }

    async #confirm({ seen }: HeardTurn): Promise<void> {
        const card = seen.cards.findLast(({ kind }) => kind === "quote");
        if (card?.kind !== "quote") return;
        this.#order = await this.#place(this.#shopper, card.quote);
        this.#hasConfirmed = true;
    }

    async #ordered(shopper: Shopper, lines: Readonly<Record<string, number>>): Promise<Order> {
        await this.#fill(shopper, lines);
        return this.#place(shopper, await this.around.assistant.shop.quote(shopper, {}));
    }

    async #fill(shopper: Shopper, lines: Readonly<Record<string, number>>): Promise<void> {
        for (const [id, quantity] of Object.entries(lines))
            await this.around.assistant.shop.addToCart(shopper, id, quantity);
    }

    /** The shopper's own click. */
    async #place(shopper: Shopper, { quote_id, cart_hash }: Quote): Promise<Order> {
        const confirmation = { quote_id, cart_hash, idempotency_key: randomUUID(), conversation_id: this.#id };
        const order = await this.around.assistant.shop.placeOrder(shopper, confirmation);
        this.around.confirmed.push({ order, shopperId: shopper.id });
        await this.around.truth.refresh(order.lines.map(({ product_id }) => product_id));
        return order;
    }
}

function productsIn({ expect }: EvalTurn): string[] {
    return [...(expect.tells === undefined ? [] : [expect.tells.product]), ...Object.keys(expect.quote?.lines ?? {})];
}
