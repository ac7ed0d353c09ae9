import { expect } from "chai";
import * as fc from "fast-check";
import { listedTexts } from "../../../../functions/shop/catalog/file/listed";
import { toMinorUnits } from "../../../../functions/shop/catalog/file/minor-units";
import { CatalogFormat } from "../../../../functions/shop/catalog/file/row";
import { aRow, read } from "./rows";

/** A row as that source writes it. */
const sample = {
    id: "8bffb5fb-624f-48a8-a99f-b8e9c64bbe29",
    current_stock: 6,
    name: "Sans Pareil Scarf, 'the \"one\"'\n\nHere is a name:\nas you asked",
    category: "accessories",
    style: "scarf",
    description: "A scarf.",
    price: 124.99,
    image: "1234jpg",
    url: "8bffb5fb",
    sk: "",
    gender_affinity: "F",
    promoted: true,
    featured: true,
    aliases: "['shawl', \"mother's\"]",
    related_items: '["a", "b"]',
    related_items_theme: "",
    link: "https://example.com",
};

describe("a row of the Retail Demo Store", () => {
    it("becomes a row of ours", async () => {
        const { products, faults } = await read([sample]);
        expect(faults).to.deep.equal([]);
        expect(products[0]).to.deep.equal({
            id: sample.id,
            name: "Sans Pareil Scarf, 'the \"one\"'",
            description: "A scarf.",
            category: "accessories",
            style: "scarf",
            brand: null,
            price_minor: 12_499,
            currency: "USD",
            price_lists: {},
            stock: 6,
            status: "active",
            aliases: ["shawl", "mother's"],
            occasions: [],
            options: { made_for: "women" },
            variant_group: null,
            related: [],
            image: "1234.jpg",
        });
    });

    it("may leave its texts empty, and its lists be lists", async () => {
        const { products } = await read([
            {
                ...sample,
                style: "",
                gender_affinity: "",
                image: "",
                aliases: ["a"],
                related_items: [],
                description: undefined,
            },
        ]);
        expect(products[0]).to.deep.include({ style: null, options: {}, image: null, aliases: ["a"], description: "" });
    });

    it("has its price in the shop's currency", async () => {
        const { products } = await read([{ ...sample, price: 1_200 }], { currency: "JPY" });
        expect(products[0]).to.include({ price_minor: 1_200, currency: "JPY" });
    });

    const faults: Readonly<Record<string, readonly [Record<string, unknown>, string]>> = {
        "a price with a fraction of a cent": [{ price: 1.005 }, "price_minor"],
        "a negative price": [{ price: -1 }, "price_minor"],
        "a stock of half a piece": [{ current_stock: 1.5 }, "stock"],
        "a list that is none": [{ aliases: "[a, b" }, "aliases"],
    };
    for (const [what, [changes, field]] of Object.entries(faults))
        it(`is refused for ${what}`, async () => {
            expect((await read([{ ...sample, ...changes }])).faults.map((fault) => fault.field)).to.deep.equal([field]);
        });

    it("is not looked for where another shape was asked for", async () => {
        expect((await read([sample], { format: CatalogFormat.Lakefront })).rejectedRows).to.equal(1);
        expect((await read([aRow()], { format: CatalogFormat.RetailDemoStore })).rejectedRows).to.equal(1);
        expect((await read([aRow(), sample])).products).to.have.length(2);
    });
});

describe("a list written as text", () => {
    const lists: Readonly<Record<string, readonly string[] | undefined>> = {
        "": [],
        "[]": [],
        " [ ] ": [],
        "['a']": ["a"],
        "[\"a\", 'b']": ["a", "b"],
        '[\'it\\\'s\', "say \\"hi\\""]': ["it's", 'say "hi"'],
        "['a, b', 'c]']": ["a, b", "c]"],
        "['\\u00e9\\xe9\\n']": ["éé\n"],
        "['a',]": ["a"],
        "['a' 'b']": undefined,
        "['a'": undefined,
        "[a]": undefined,
        "['\\q']": undefined,
        "a, b": undefined,
    };
    for (const [text, items] of Object.entries(lists))
        it(`${text} is ${items === undefined ? "none" : JSON.stringify(items)}`, () => {
            expect(listedTexts(text)).to.deep.equal(items);
        });

    it("is read back as JSON wrote it, whatever its items", () => {
        fc.assert(
            fc.property(fc.array(fc.string({ unit: "binary" })), (items) => {
                expect(listedTexts(JSON.stringify(items))).to.deep.equal(items);
            }),
        );
    });
});

describe("an amount in minor units", () => {
    it("is exact for every price of two decimals", () => {
        fc.assert(
            fc.property(fc.integer({ min: 0, max: 100_000_000 }), (cents) => {
                expect(toMinorUnits(Number((cents / 100).toFixed(2)), "USD")).to.equal(cents);
                expect(toMinorUnits((cents / 100).toFixed(2), "USD")).to.equal(cents);
            }),
        );
    });

    const amounts: readonly (readonly [unknown, string, number | undefined])[] = [
        [1.1, "USD", 110],
        [1858.99, "USD", 185_899],
        ["12.50", "USD", 1_250],
        ["12.500", "USD", 1_250],
        [5, "JPY", 5],
        [5.5, "JPY", undefined],
        [1.234, "KWD", 1_234],
        [1.005, "USD", undefined],
        [-1, "USD", undefined],
        [Number.NaN, "USD", undefined],
        [1e21, "USD", undefined],
        ["1,50", "USD", undefined],
        [null, "USD", undefined],
    ];
    for (const [amount, currency, minor] of amounts)
        it(`of ${amount} ${currency} is ${minor ?? "refused"}`, () => {
            expect(toMinorUnits(amount, currency)).to.equal(minor);
        });
});
