import { expect } from "chai";
import { sentenceCheck } from "../../../../../functions/shop/assistant/prose/check";
import { TurnEvidence } from "../../../../../functions/shop/assistant/prose/evidence";
import type { Product } from "../../../../../functions/shop/catalog/product";
import { catalogue } from "../../../../../local/shop/catalogue";
import { productCard } from "./sample";

const active = catalogue().filter(({ status }) => status === "active");
const dollars = (minor: number) => (minor / 100).toLocaleString("en-US", { minimumFractionDigits: 2 });
const card = ({ id, name, price_minor, stock, category, options }: Product) =>
    productCard({
        product_id: id,
        name,
        stock,
        category,
        options,
        price: { amount_minor: price_minor, currency: "USD" },
    });

/** The check of a turn in which two products were shown. */
function checkAfter(...shown: readonly Product[]) {
    const evidence = new TurnEvidence();
    evidence.add({
        cards: [{ kind: "products", title: "", products: shown.map(card) }],
        evidence: { names: [], prices_minor: [], stock: [], text: [] },
    });
    return sentenceCheck({
        evidence,
        currency: "USD",
        shopperMessage: "What do you have?",
        shopperEmail: null,
        phrases: [],
        instruction: "",
    });
}

const offers = (name: string) => [
    `I recommend the ${name}.`,
    `- **${name}**`,
    `Try "${name}".`,
    `The ${name} is perfect for you.`,
    `You might like the ${name}.`,
];

/** Every eighth product, with two that have nothing to do with it. */
const cases = active.flatMap((product, index) => {
    const [shown, foreign] = [active[(index * 7 + 3) % active.length], active[(index * 13 + 101) % active.length]];
    return index % 8 !== 0 || shown === undefined || foreign === undefined ? [] : [{ product, shown, foreign }];
});

function share(hits: readonly string[], total: number): string {
    return `${hits.length} of ${total}: ${hits.slice(0, 5).join(" | ")}`;
}

describe("the check of prose over the sample catalogue's awkward names", () => {
    it("stops at most one true sentence in two hundred", () => {
        const sentences = cases.flatMap(({ product, shown }) => {
            const { name, price_minor, stock } = product;
            const price = `$${dollars(price_minor)}`;
            const check = checkAfter(product, shown);
            return [
                `The ${name} costs ${price}.`,
                `1. ${name}: ${price}`,
                `We have ${stock} of the ${name} left.`,
                `I've added "${name}" to your cart.`,
                ...offers(name),
            ].map((sentence) => ({ sentence, isStopped: check(sentence) !== null }));
        });
        const stopped = sentences.filter(({ isStopped }) => isStopped).map(({ sentence }) => sentence);
        expect(stopped.length / sentences.length, share(stopped, sentences.length)).to.be.at.most(0.005);
    });

    it("misses no wrong price of a product that was shown", () => {
        const sentences = cases.flatMap(({ product, shown }) => {
            const wrong = dollars(product.price_minor + 1_234);
            const check = checkAfter(product, shown);
            return [
                `The ${product.name} costs $${wrong}.`,
                `- **${product.name}** – $${wrong}`,
                `For $${wrong} you get the ${product.name}.`,
                `${product.name} is ${wrong} dollars.`,
            ].map((sentence) => ({ sentence, isMissed: check(sentence) === null }));
        });
        expect(sentences.filter(({ isMissed }) => isMissed)).to.deep.equal([]);
    });

    it("misses at most one in fifty offers of a product that wasn't shown", () => {
        const sentences = cases.flatMap(({ product, shown, foreign }) => {
            if (foreign.name === product.name || foreign.name === shown.name) return [];
            const check = checkAfter(product, shown);
            return offers(foreign.name).map((sentence) => ({ sentence, isMissed: check(sentence) === null }));
        });
        const missed = sentences.filter(({ isMissed }) => isMissed).map(({ sentence }) => sentence);
        expect(missed.length / sentences.length, share(missed, sentences.length)).to.be.at.most(0.02);
    });
});
