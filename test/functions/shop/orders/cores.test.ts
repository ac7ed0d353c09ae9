import { expect } from "chai";
import fc from "fast-check";
import { assertQuantity, cartOf } from "../../../../functions/shop/orders/cart-lines";
import { cartHash, contentsHash } from "../../../../functions/shop/orders/hashes";
import { newId } from "../../../../functions/shop/orders/ids";
import { parseShopPolicy } from "../../../../functions/shop/orders/policy";
import { quoteOf } from "../../../../functions/shop/orders/quotes";
import { fullJitter, retried } from "../../../../functions/shop/orders/retry";
import { returnable } from "../../../../functions/shop/orders/returns";
import { before, canBecome } from "../../../../functions/shop/orders/status";
import { type Order, OrderStatus } from "../../../../functions/shop/orders/types";
import { codeOf, line, policy, product, refusalOf, shopper } from "./support";

const entries = fc.uniqueArray(
    fc.record({
        product_id: fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/),
        quantity: fc.integer({ min: 1, max: 20 }),
        unit: fc.nat(100_000),
    }),
    { selector: ({ product_id }) => product_id, minLength: 1, maxLength: 10 },
);

describe("the hash of a cart", () => {
    const hashOf = (owner: string, all: readonly { product_id: string; quantity: number; unit: number }[]) =>
        cartHash(
            owner,
            "USD",
            all.map(({ product_id, quantity, unit }) => line(product_id, quantity, unit)),
        );

    it("doesn't depend on the order of the lines", () => {
        fc.assert(
            fc.property(entries, (all) => {
                expect(hashOf("s", all.toReversed())).to.equal(hashOf("s", all));
                expect(contentsHash("s", all.toReversed())).to.equal(contentsHash("s", all));
            }),
        );
    });

    it("changes with the owner, each quantity, each price and each product", () => {
        fc.assert(
            fc.property(entries, fc.nat(), (all, at) => {
                const place = at % all.length;
                const changed = (part: object) =>
                    all.map((entry, index) => (index === place ? { ...entry, ...part } : entry));
                const [entry] = all.slice(place);
                const hash = hashOf("s", all);
                expect(hashOf("t", all)).to.not.equal(hash);
                expect(hashOf("s", changed({ quantity: (entry?.quantity ?? 0) + 1 }))).to.not.equal(hash);
                expect(hashOf("s", changed({ unit: (entry?.unit ?? 0) + 1 }))).to.not.equal(hash);
                expect(hashOf("s", changed({ product_id: "another-product" }))).to.not.equal(hash);
                expect(hashOf("s", all.slice(1))).to.not.equal(hash);
            }),
        );
    });

    it("can't be made to collide by moving a separator between fields", () => {
        expect(cartHash("a", "USD", [])).to.not.equal(cartHash("aU", "SD", []));
    });
});

describe("a cart as it is shown", () => {
    const shown = (priceList: string, ...products: ReturnType<typeof product>[]) =>
        cartOf(
            [
                { product_id: "a", quantity: 2 },
                { product_id: "b", quantity: 1 },
            ],
            { shopperId: "s", priceList, currency: "USD", products: new Map(products.map((p) => [p.id, p])) },
            0,
        );

    it("has the prices of the shopper's own price list", () => {
        const a = product("a", { price_lists: { loyal: 1_500 } });
        expect(shown("loyal", a).subtotal.amount_minor).to.equal(3_000);
        expect(shown("standard", a).subtotal.amount_minor).to.equal(3_998);
    });

    it("keeps a discontinued product without stock, and leaves out what isn't in its currency", () => {
        const cart = shown("standard", product("a", { status: "discontinued" }), product("b", { currency: "EUR" }));
        expect(cart.lines).to.have.length(1);
        expect(cart.lines[0]?.stock).to.equal(0);
    });

    it("takes whole quantities from 1 to the policy's most, and no others", async () => {
        for (const quantity of [0, -1, 1.5, 21, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60]) {
            expect(await codeOf(() => assertQuantity(quantity, 20)), String(quantity)).to.equal("invalid_quantity");
        }
        expect(() => assertQuantity(1, 20)).to.not.throw();
        expect(() => assertQuantity(20, 20)).to.not.throw();
    });
});

describe("a quote", () => {
    const cart = cartOf(
        [{ product_id: "a", quantity: 2 }],
        { shopperId: "s", priceList: "standard", currency: "USD", products: new Map([["a", product("a")]]) },
        0,
    );
    const quoted = (choice = {}, who = shopper()) => quoteOf(cart, who, choice, policy, 1_000, "quo_1");

    it("takes the first address and the cheapest shipping unless told otherwise", () => {
        const quote = quoted();
        expect(quote).to.include({ address_id: "home", shipping_method: "standard", expires_at: 1_900 });
        expect(quote.tax.amount_minor).to.equal(464);
        expect(quote.total.amount_minor).to.equal(3_998 + 599 + 464);
    });

    it("refuses addresses that aren't in the book, with the names that are", async () => {
        for (const address_id of ["office", "constructor", ""]) {
            const refusal = await refusalOf(() => quoted({ address_id }));
            expect(refusal.code).to.equal("unknown_address");
            expect(refusal.message).to.equal("The address book has: home, abroad.");
        }
        expect(await codeOf(() => quoted({}, shopper("s", { addresses: {} })))).to.equal("unknown_address");
    });

    it("refuses countries and ways of shipping that the shop doesn't serve", async () => {
        expect(await codeOf(() => quoted({ address_id: "abroad" }))).to.equal("not_shipped_there");
        expect(await codeOf(() => quoted({ shipping_method: "drone" }))).to.equal("unknown_shipping_method");
    });
});

describe("the status of an order", () => {
    it("never leads back to one that it had", () => {
        const reaches = (from: OrderStatus): OrderStatus[] =>
            Object.values(OrderStatus)
                .filter((to) => canBecome(from, to))
                .flatMap((to) => [to, ...reaches(to)]);
        for (const status of Object.values(OrderStatus)) {
            expect(reaches(status)).to.not.include(status);
        }
    });

    it("becomes cancelled only before the order is sent", () => {
        expect(before(OrderStatus.Cancelled)).to.deep.equal([OrderStatus.Placed]);
    });
});

describe("a return", () => {
    const order = (status: OrderStatus): Pick<Order, "status" | "lines"> => ({
        status,
        lines: [line("a", 1, 1), line("b", 1, 1)],
    });
    const delivered_at = "2026-03-01T12:00:00.000Z";
    const day = (days: number) => Date.parse(delivered_at) + days * 86_400_000;

    it("is possible until the last millisecond of the policy's days after delivery", async () => {
        const facts = { delivered_at, final_sale: [] };
        expect(returnable(order("delivered"), facts, policy, day(30))).to.deep.equal(["a", "b"]);
        expect(
            (await refusalOf(() => returnable(order("delivered"), facts, policy, day(30) + 1))).details.reason,
        ).to.equal("window");
    });

    it("leaves out what was on final sale, and is refused if that is everything", async () => {
        expect(returnable(order("delivered"), { delivered_at, final_sale: ["a"] }, policy, day(1))).to.deep.equal([
            "b",
        ]);
        const all = { delivered_at, final_sale: ["a", "b"] };
        expect((await refusalOf(() => returnable(order("delivered"), all, policy, day(1)))).details.reason).to.equal(
            "final_sale",
        );
    });

    it("is refused unless the order is delivered", async () => {
        for (const status of Object.values(OrderStatus).filter((each) => each !== "delivered")) {
            expect(
                await codeOf(() => returnable(order(status), { delivered_at, final_sale: [] }, policy, day(1))),
                status,
            ).to.equal("not_returnable");
        }
    });
});

describe("waiting between attempts", () => {
    const plan = { attempts: 4, baseMs: 10, capMs: 50 };

    it("is any time up to a limit that doubles up to its cap", () => {
        fc.assert(
            fc.property(
                fc.integer({ min: 1, max: 40 }),
                fc.double({ min: 0, max: 0.999, noNaN: true }),
                (n, chance) => {
                    const wait = fullJitter(plan, n, () => chance);
                    expect(wait).to.be.within(0, Math.min(50, 10 * 2 ** n));
                },
            ),
        );
    });

    it("ends after the last attempt, without another wait", async () => {
        const waits: number[] = [];
        const clock = { now: () => 0, random: () => 0.5, sleep: async (ms: number) => void waits.push(ms) };
        let attempts = 0;
        const result = await retried(plan, clock, async () => {
            attempts++;
            return undefined;
        });
        expect(result).to.equal(undefined);
        expect(attempts).to.equal(4);
        expect(waits).to.deep.equal([10, 20, 25]);
    });
});

describe("the shop's policy", () => {
    it("is read as it was written", () => {
        expect(parseShopPolicy(JSON.stringify(policy))).to.deep.equal(policy);
    });

    it("names each setting that is wrong", () => {
        const wrong = { ...policy, currency: "usd", shipping: {}, tax_basis_points: { US: 5 }, quote_ttl_s: 0.5 };
        expect(() => parseShopPolicy(JSON.stringify(wrong))).to.throw(
            /at currency[\s\S]*at shipping[\s\S]*at tax_basis_points[\s\S]*at quote_ttl_s/,
        );
    });

    it("is refused beyond the bounds that its settings have", () => {
        const standard = { price_minor: 599, delivery: "soon" };
        for (const [part, place] of [
            [
                { shipping: { standard: { ...standard, price_minor: 1_000_000_000_001 } } },
                "shipping.standard.price_minor",
            ],
            [{ shipping: { standard: { ...standard, free_from_minor: -1 } } }, "shipping.standard.free_from_minor"],
            [{ shipping: { "Next day": standard } }, "shipping"],
            [{ tax_basis_points: { default: 10_001 } }, "tax_basis_points.default"],
            [{ tax_basis_points: { default: 0, "US-wa": 1 } }, "tax_basis_points"],
            [{ return_days: 3_651 }, "return_days"],
            [{ max_quantity: 1_000_001 }, "max_quantity"],
            [{ cart_ttl_s: 8_760 * 3_600 + 1 }, "cart_ttl_s"],
            [{ quote_ttl_s: 1_440 * 60 + 1 }, "quote_ttl_s"],
        ] as const) {
            expect(() => parseShopPolicy(JSON.stringify({ ...policy, ...part })), place).to.throw(`at ${place}`);
        }
    });
});

describe("ids", () => {
    it("are of one form and don't repeat", () => {
        const ids = new Set(Array.from({ length: 1_000 }, () => newId("ord")));
        expect(ids.size).to.equal(1_000);
        for (const id of ids) {
            expect(id).to.match(/^ord_[0-9a-hjkmnp-tv-z]{16}$/);
        }
    });
});
