import type { Money } from "../../money";
import type { CartLine } from "../../orders/types";
import type { Card, ProductCard } from "../events";
import { wordsOf } from "./words";

/** What tools returned of one product in this turn. */
export interface ProductFacts {
    readonly name: string;
    /** The name's words, as `wordsOf` gives them. */
    readonly words: readonly string[];
    /** Prices of one piece: more than one where products share the name, none where no card showed it. */
    readonly unitPrices: Set<number>;
    /** Everything that may be said to be its price: of one piece, of a line. */
    readonly amounts: Set<number>;
    readonly stock: Set<number>;
}

/** The part of a tool's outcome that makes things sayable. */
export interface SayableOutcome {
    readonly cards: readonly Card[];
    readonly evidence: {
        readonly names: readonly string[];
        readonly prices_minor: readonly number[];
        readonly stock: readonly number[];
        /** Passages of policies: what stands in them may be said. */
        readonly text: readonly string[];
    };
}

/** What the tools of one turn returned: only this may be said of products, prices and stock. */
export class TurnEvidence {
    /** By name in lower case. */
    readonly products = new Map<string, ProductFacts>();
    /** Amounts that belong to no single product: totals, shipping, tax, and what stands in passages. */
    readonly amounts = new Set<number>();
    readonly stock = new Set<number>();
    /** Sizes of lists that were shown: "I found 5" is no claim of stock. */
    readonly counts = new Set<number>();
    /** Categories, options, addresses: names that are no products. */
    readonly phrases: (readonly string[])[] = [];
    #passages = "";
    #descriptions = "";
    #hasOrder = false;
    #shipsFree = false;
    #wasHandedOver = false;

    /** Text of the policies that were looked up, in lower case. */
    get passages(): string {
        return this.#passages;
    }

    /** Text of the catalogue, in lower case: it knows names, and grants neither discounts nor links. */
    get descriptions(): string {
        return this.#descriptions;
    }

    /** Whether an order was looked up: then its having been placed may be said. */
    get hasOrder(): boolean {
        return this.#hasOrder;
    }

    /** Whether a quote or an order of this turn has free shipping. */
    get shipsFree(): boolean {
        return this.#shipsFree;
    }

    /** Whether the conversation was given to a human being in this turn. */
    get wasHandedOver(): boolean {
        return this.#wasHandedOver;
    }

    add({ cards, evidence }: SayableOutcome): void {
        for (const card of cards) this.#addCard(card);
        for (const name of evidence.names) this.#product(name);
        // A price that a card gives to one product may be said of that one only.
        const bound = new Set([...this.products.values()].flatMap((product) => [...product.amounts]));
        for (const price of evidence.prices_minor) if (!bound.has(price)) this.amounts.add(price);
        for (const pieces of evidence.stock) this.stock.add(pieces);
        for (const passage of evidence.text) this.#passages += `\n${passage.toLowerCase()}`;
    }

    #addCard(card: Card): void {
        switch (card.kind) {
            case "products":
            case "comparison":
                this.counts.add(card.products.length);
                for (const product of card.products) this.#addProduct(product);
                return;
            case "cart":
                this.#addLines(card.cart.lines);
                this.amounts.add(card.cart.subtotal.amount_minor);
                return;
            case "quote":
                this.#addPriced(card.quote);
                return;
            case "order":
            case "cancellation":
                this.#hasOrder = true;
                this.#addPriced(card.order);
                return;
            case "handover":
                this.#wasHandedOver ||= card.contact_id !== null;
                this.#passages += `\n${card.message.toLowerCase()}`;
        }
    }

    #addProduct(card: ProductCard): void {
        const product = this.#product(card.name);
        product.unitPrices.add(card.price.amount_minor);
        product.amounts.add(card.price.amount_minor);
        product.stock.add(card.stock);
        this.stock.add(card.stock);
        for (const phrase of [card.category, ...Object.values(card.options)]) this.phrases.push(wordsOf(phrase));
        this.#descriptions += `\n${card.description.toLowerCase()}`;
    }

    #addLines(lines: readonly CartLine[]): void {
        this.counts.add(lines.length);
        for (const line of lines) {
            const product = this.#product(line.name);
            product.unitPrices.add(line.unit_price.amount_minor);
            product.amounts.add(line.unit_price.amount_minor).add(line.line_total.amount_minor);
            product.stock.add(line.stock);
            this.stock.add(line.stock);
        }
    }

    #addPriced(priced: {
        readonly lines: readonly CartLine[];
        readonly subtotal: Money;
        readonly shipping: Money;
        readonly tax: Money;
        readonly total: Money;
        readonly shipping_method: string;
        readonly ship_to: { readonly city: string; readonly address1: string };
    }): void {
        this.#addLines(priced.lines);
        this.#shipsFree ||= priced.shipping.amount_minor === 0;
        for (const amount of [priced.subtotal, priced.shipping, priced.tax, priced.total])
            this.amounts.add(amount.amount_minor);
        for (const phrase of [priced.shipping_method, priced.ship_to.city, priced.ship_to.address1])
            this.phrases.push(wordsOf(phrase));
    }

    #product(name: string): ProductFacts {
        const key = name.toLowerCase();
        const known = this.products.get(key);
        if (known !== undefined) return known;
        const product = {
            name,
            words: wordsOf(name),
            unitPrices: new Set<number>(),
            amounts: new Set<number>(),
            stock: new Set<number>(),
        };
        this.products.set(key, product);
        return product;
    }
}
