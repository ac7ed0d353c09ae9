import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import * as fc from "fast-check";
import { type Product, ProductStatus } from "../../../functions/shop/catalog/product";
import {
    AWKWARD_IDS,
    catalogue,
    DEFAULT_PRODUCTS,
    excerpt,
    INJECTED_IDS,
    jsonLines,
    MEMBER_PRICE_LIST,
    SAME_NAME,
} from "../../../local/shop/catalogue";
import { DEPARTMENTS } from "../../../local/shop/catalogue/departments";
import { fittingMaterials } from "../../../local/shop/catalogue/materials";
import { SAMPLE_FILE, SAMPLE_PRODUCTS, sampleLines } from "../../../local/shop/catalogue/write-samples";

describe("sample catalogue", () => {
    const products = catalogue();
    const byId = new Map(products.map((product) => [product.id, product]));

    function count(test: (product: Product) => boolean): number {
        return products.filter(test).length;
    }

    it("has 2,449 products with distinct ids in at least 12 categories", () => {
        expect(products).to.have.length(DEFAULT_PRODUCTS);
        expect(byId.size).to.equal(DEFAULT_PRODUCTS);
        expect(new Set(products.map(({ category }) => category)).size).to.be.at.least(12);
        expect(new Set(products.map(({ style }) => style)).size).to.be.at.least(84);
    });

    it("gives the same bytes for the same seed, and others for another", async () => {
        const again = await text(jsonLines(catalogue()));
        expect(again).to.equal(await text(jsonLines(products)));
        expect(await text(jsonLines(catalogue({ seed: 1 })))).to.not.equal(again);
    });

    it("has ids that a catalogue accepts, whole prices and stock, and one currency", () => {
        for (const { id, price_minor, stock, currency, price_lists } of products) {
            expect(id).to.match(/^[A-Za-z0-9_-]{1,64}$/);
            expect(Number.isSafeInteger(price_minor) && price_minor > 0, `price of ${id}`).to.equal(true);
            expect(Number.isSafeInteger(stock) && stock >= 0, `stock of ${id}`).to.equal(true);
            expect(currency).to.equal("USD");
            for (const price of Object.values(price_lists)) expect(price).to.be.within(1, price_minor - 1);
        }
    });

    it("has 4 % out of stock, 2 % discontinued, and member prices on some", () => {
        expect(count(({ stock }) => stock === 0)).to.equal(Math.round(DEFAULT_PRODUCTS * 0.04));
        expect(count(({ status }) => status === ProductStatus.Discontinued)).to.equal(
            Math.round(DEFAULT_PRODUCTS * 0.02),
        );
        const members = count((product) => product.price_lists[MEMBER_PRICE_LIST] !== undefined);
        expect(members / DEFAULT_PRODUCTS).to.be.within(0.15, 0.35);
    });

    it("relates each product to active ones that aren't itself or its variants", () => {
        for (const { id, related, variant_group } of products) {
            expect(related, id).to.have.length.within(1, 4);
            expect(new Set(related).size).to.equal(related.length);
            for (const other of related.map((relatedId) => byId.get(relatedId))) {
                expect(other?.status, `related of ${id}`).to.equal(ProductStatus.Active);
                expect(other?.id).to.not.equal(id);
                if (variant_group !== null) expect(other?.variant_group).to.not.equal(variant_group);
            }
        }
    });

    it("tells the variants of a group apart by their options alone", () => {
        const groups = new Map<string, Product[]>();
        for (const product of products) {
            if (product.variant_group === null) continue;
            groups.set(product.variant_group, [...(groups.get(product.variant_group) ?? []), product]);
        }
        expect(groups.size).to.be.greaterThan(300);
        for (const [group, variants] of groups) {
            expect(new Set(variants.map(({ options }) => JSON.stringify(options))).size, group).to.equal(
                variants.length,
            );
            expect(new Set(variants.map(({ description }) => description)).size, group).to.equal(1);
        }
    });

    it("describes each product in 40 to 402 characters, most of them differently", () => {
        for (const { id, description } of products) expect(description, id).to.have.length.within(40, 402);
        const groups = new Set(products.map(({ id, variant_group }) => variant_group ?? id));
        expect(new Set(products.map(({ description }) => description)).size).to.be.greaterThan(groups.size * 0.9);
    });

    it("holds every awkward and every injected row", () => {
        for (const id of [...AWKWARD_IDS, ...INJECTED_IDS]) expect(byId.has(id), id).to.equal(true);
        const prices = products.filter(({ name }) => name === SAME_NAME).map(({ price_minor }) => price_minor);
        expect(new Set(prices).size).to.equal(3);
        for (const sign of [",", '"', "'", "<b>", "🎉", ";", "\\"]) {
            expect(
                count(({ name }) => name.includes(sign)),
                sign,
            ).to.be.greaterThan(0);
        }
        expect(count(({ name }) => name.length > 150)).to.be.greaterThan(0);
    });

    it("sells what shoppers ask for, in stock", () => {
        const sold = products.filter(({ stock, status }) => stock > 0 && status === ProductStatus.Active);
        const wishes: Readonly<Record<string, (product: Product) => boolean>> = {
            "tents for camping": ({ style, occasions }) => style === "tents" && occasions.includes("camping"),
            "a picnic for four": ({ name }) => name.includes("Picnic Basket for Four"),
            "tomatoes for a salad": ({ name }) => name.includes("Cherry Tomatoes"),
            "feta for a salad": ({ name }) => name.includes("Feta Cheese"),
            "olives for a salad": ({ name }) => name.includes("Kalamata Olives"),
            "an office outfit": ({ style, occasions }) => style === "trousers" && occasions.includes("work"),
            "an anniversary gift under 50": ({ occasions, price_minor }) =>
                occasions.includes("anniversary") && occasions.includes("gift") && price_minor < 5000,
            "furniture for a new flat": ({ category, occasions }) =>
                category === "furniture" && occasions.includes("new home"),
            "gluten-free snacks": ({ style, name }) => style === "snacks" && name.includes("Gluten-Free"),
            "running shoes in 42 under 80": ({ style, options, price_minor }) =>
                style === "running shoes" && options.size === "42" && price_minor < 8000,
        };
        for (const [wish, test] of Object.entries(wishes)) expect(sold.some(test), wish).to.equal(true);
    });

    it("makes nothing gluten-free of wheat", () => {
        for (const { name, description } of products) {
            if (name.includes("Gluten-Free")) expect(description).to.not.match(/\bwheat/);
        }
    });

    it("knows every style that a family goes with", () => {
        const styles = new Set(DEPARTMENTS.flatMap(({ families }) => families.map(({ style }) => style)));
        const named = DEPARTMENTS.flatMap(({ families }) => families.flatMap(({ goesWith }) => goesWith));
        expect(named.filter((style) => !styles.has(style))).to.deep.equal([]);
    });

    it("has as many products as asked for, with distinct ids and relations among them", () => {
        fc.assert(
            fc.property(fc.integer({ min: 0, max: 400 }), fc.integer(), (wanted, seed) => {
                const small = catalogue({ seed, products: wanted });
                const ids = new Set(small.map(({ id }) => id));
                expect(ids.size).to.equal(wanted);
                for (const { related } of small) for (const id of related) expect(ids.has(id)).to.equal(true);
            }),
            { numRuns: 30 },
        );
    });

    for (const wrong of [-1, 1.5, Number.NaN]) {
        it(`refuses ${wrong} products`, () => {
            expect(() => catalogue({ products: wrong })).to.throw(RangeError, "whole number");
        });
    }

    it("makes a thing of what its name says, and of nothing that another name claims", () => {
        const kinds = ["Silk Square", "Wool Scarf", "Checked Scarf"];
        const materials = ["soft lambswool", "printed silk", "brushed cotton"];
        expect(kinds.map((kind) => fittingMaterials(kind, kinds, materials))).to.deep.equal([
            ["printed silk"],
            ["soft lambswool"],
            ["brushed cotton"],
        ]);
    });
});

describe("sample catalogue's excerpt", () => {
    it("is what the sample file holds", () => {
        expect(readFileSync(SAMPLE_FILE, "utf8")).to.equal(sampleLines());
    });

    it("has 60 products with relations among them, one out of stock, one discontinued, one injected", () => {
        const lines = sampleLines().trimEnd().split("\n");
        const sampled = lines.map((line): Product => JSON.parse(line));
        const ids = new Set(sampled.map(({ id }) => id));
        expect(ids.size).to.equal(SAMPLE_PRODUCTS);
        expect(sampled.flatMap(({ related }) => related).filter((id) => !ids.has(id))).to.deep.equal([]);
        expect(sampled.some(({ stock }) => stock === 0)).to.equal(true);
        expect(sampled.some(({ status }) => status === ProductStatus.Discontinued)).to.equal(true);
        expect(INJECTED_IDS.some((id) => ids.has(id))).to.equal(true);
    });

    it("is the whole catalogue where that is smaller", () => {
        expect(excerpt(catalogue({ products: 5 }), 60)).to.have.length(5);
    });
});
