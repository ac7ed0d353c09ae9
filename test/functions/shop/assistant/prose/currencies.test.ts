import { expect } from "chai";
import { sentenceCheck } from "../../../../../functions/shop/assistant/prose/check";
import { TurnEvidence } from "../../../../../functions/shop/assistant/prose/evidence";
import { productCard } from "./sample";

/** The check of a turn in a shop of that currency, which showed products at these prices in its smallest unit. */
function shopIn(currency: string, prices: Readonly<Record<string, number>>, shopperMessage = "What do you have?") {
    const evidence = new TurnEvidence();
    const products = Object.entries(prices).map(([name, amount_minor]) =>
        productCard({ name, price: { amount_minor, currency } }),
    );
    evidence.add({
        cards: [{ kind: "products", title: "", products }],
        evidence: { names: [], prices_minor: [], stock: [], text: [] },
    });
    return sentenceCheck({
        evidence,
        currency,
        shopperMessage,
        shopperEmail: null,
        phrases: [],
        instruction: "",
    });
}

const euros = shopIn("EUR", { "Alpine Tent": 129_900, "Camp Mug": 1_200, "Old Lamp": 29_900 });

describe("the check of prices as other countries write them", () => {
    it("reads spaces between thousands, of any width", () => {
        for (const space of [" ", "\u00a0", "\u202f", "\u2009"]) {
            expect(euros(`Das Alpine Tent kostet 1${space}299,00 €.`), space).to.equal(null);
            expect(euros(`Alpine Tent: 1${space}299 €`), space).to.equal(null);
            expect(euros(`Old Lamp: 1${space}299,00 €`), space).to.not.equal(null);
            expect(euros(`Old Lamp: 1${space}299,00`), space).to.not.equal(null);
        }
    });

    it("takes numbers that the shopper wrote side by side for one and for two", () => {
        const check = shopIn("USD", { "Camp Mug": 1_200 }, "I want 2 100 dollar tents, or one for 1 500.");
        for (const sentence of ["Here are tents under $100.", "Here are tents under $1,500."])
            expect(check(sentence), sentence).to.equal(null);
        expect(check("Here are tents under $900.")).to.not.equal(null);
    });

    it("reads a dash in place of the cents, with the currency and without", () => {
        for (const dash of [",-", ",--", ",–", ".-", ".–"]) {
            expect(euros(`Camp Mug: 12${dash} €`), dash).to.equal(null);
            expect(euros(`Camp Mug: 99${dash} €`), dash).to.not.equal(null);
        }
        expect(euros("Camp Mug: 12,-")).to.equal(null);
        expect(euros("Camp Mug: 99,-")?.replacement).to.equal("Camp Mug: €12.00");
        expect(euros("Camp Mug: 99,- €")?.replacement).to.equal("Camp Mug: €12.00");
    });

    it("withholds words of other languages before the currency, which it can't read", () => {
        for (const sentence of ["Camp Mug für neunundneunzig Euro", "Le Camp Mug pour quatre-vingt euros"])
            expect(euros(sentence), sentence).to.not.equal(null);
    });

    it("puts no price right that it read in part alone", () => {
        for (const sentence of ["Camp Mug: 12€50", "Camp Mug: 12 € 50", "The Camp Mug costs €12–€15."])
            expect(euros(sentence)?.replacement, sentence).to.match(/^I can only name prices/);
    });

    it("knows yen and others by their own characters", () => {
        const yen = shopIn("JPY", { "Camp Mug": 1_200 });
        for (const price of ["1,200円", "¥1,200", "￥1,200", "1,200 yen", "1200円です"])
            expect(yen(`Camp Mug: ${price}`), price).to.equal(null);
        for (const price of ["9,200円", "9200円です", "¥9,200"])
            expect(yen(`Camp Mug: ${price}`), price).to.not.equal(null);
    });

    it("reads three decimals where the currency has them, and thousands where it hasn't", () => {
        const dinars = shopIn("KWD", { "Camp Mug": 12_500, "Alpine Tent": 1_299_500 });
        for (const sentence of ["Camp Mug: KWD 12.500", "Camp Mug: 12.5 KWD", "Alpine Tent: KWD 1,299.500"])
            expect(dinars(sentence), sentence).to.equal(null);
        for (const sentence of ["Camp Mug: KWD 12.900", "Camp Mug: 99 KWD"])
            expect(dinars(sentence), sentence).to.not.equal(null);
        expect(euros("Camp Mug: 12.000 €")).to.not.equal(null);
    });

    it("takes no turn of speech and no weight for a price", () => {
        const dollars = shopIn("USD", { "Camp Mug": 1_200 });
        for (const sentence of [
            "The Camp Mug is worth a look.",
            "It costs a bit more, and is worth an extra thought.",
            "The Camp Mug weighs 0.75 pounds.",
            "Weight: 0.75 pounds",
        ])
            expect(dollars(sentence), sentence).to.equal(null);
        for (const sentence of ["The Camp Mug costs a hundred.", "The Camp Mug goes for a thousand."])
            expect(dollars(sentence), sentence).to.not.equal(null);
    });
});
