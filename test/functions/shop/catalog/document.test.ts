import { expect } from "chai";
import * as fc from "fast-check";
import { documentHash, metadataFile, productDocument } from "../../../../functions/shop/catalog/document";
import { catalogJsonSchema } from "../../../../functions/shop/catalog/json-schema";
import { priceOn } from "../../../../functions/shop/catalog/product";
import { productSchema } from "../../../../functions/shop/catalog/schema";
import { aRow } from "./rows";

describe("the document of a product", () => {
    const product = productSchema.parse(
        aRow({
            name: "Picnic basket",
            description: "A basket for four. See https://example.com/basket?id=1 now.",
            style: "outdoor",
            brand: "Northlake",
            aliases: ["hamper"],
            occasions: ["Picnic", "anniversary"],
            options: { size: "L", colour: "red" },
            image: "basket.jpg",
        }),
    );

    it("says in words what the product is, without addresses, pictures and prices", () => {
        expect(productDocument(product, true).text).to.equal(
            [
                "Picnic basket",
                "A basket for four. See  now.",
                [
                    "Category: homedecor",
                    "Style: outdoor",
                    "Brand: Northlake",
                    "Also called: hamper",
                    "For: picnic, anniversary",
                    "colour: red",
                    "size: L",
                ].join("\n"),
            ].join("\n\n"),
        );
    });

    it("has numbers, truths and lists as what they are beside it", () => {
        expect(JSON.parse(metadataFile(productDocument(product, false)))).to.deep.equal({
            metadataAttributes: {
                kind: "product",
                product_id: "lamp-1",
                category: "homedecor",
                style: "outdoor",
                price_minor: 1_999,
                in_stock: false,
                occasions: ["picnic", "anniversary"],
            },
        });
    });

    it("leaves out what the product doesn't have", () => {
        const { metadata, text } = productDocument(productSchema.parse(aRow()), true);
        expect(metadata).to.not.have.any.keys("style", "occasions");
        expect(text).to.equal("Lamp\n\nA lamp.\n\nCategory: homedecor");
    });

    it("has the same hash whatever the order of the options, and another one for another text", () => {
        const turned = { ...product, options: { colour: "red", size: "L" } };
        expect(documentHash(productDocument(turned, true))).to.equal(documentHash(productDocument(product, true)));
        const renamed = { ...product, name: "Basket" };
        expect(documentHash(productDocument(renamed, true))).to.not.equal(documentHash(productDocument(product, true)));
    });

    it("stays within the metadata that the smallest store takes, with the longest values in any script", () => {
        const long = (most: number) =>
            fc.string({ unit: fc.constantFrom("x", "é", "灯", "🪔"), minLength: 1, maxLength: most / 2 });
        const occasions = fc.uniqueArray(long(40), { minLength: 15, maxLength: 20 });
        fc.assert(
            fc.property(long(60), long(60), occasions, (category, style, words) => {
                const { metadata } = productDocument(
                    productSchema.parse(aRow({ id: "x".repeat(64), category, style, occasions: words })),
                    true,
                );
                expect(Buffer.byteLength(JSON.stringify(metadata))).to.be.at.most(900);
                expect(words.slice(0, metadata.occasions?.length)).to.deep.equal(metadata.occasions ?? []);
            }),
        );
    });
});

describe("the price of a product", () => {
    const product = productSchema.parse(aRow({ price_lists: { gold: 1_500, free: 0 } }));
    const prices: Readonly<Record<string, number>> = {
        gold: 1_500,
        free: 0,
        standard: 1_999,
        constructor: 1_999,
        toString: 1_999,
    };
    for (const [list, price] of Object.entries(prices))
        it(`on the list ${list} is ${price}`, () => {
            expect(priceOn(product, list)).to.equal(price);
        });
});

describe("the published schema of a catalogue row", () => {
    it("asks for what a row must have, allows nothing else, and calls nothing read-only", () => {
        const schema = catalogJsonSchema();
        expect(schema.required).to.deep.equal([
            "id",
            "name",
            "description",
            "category",
            "price_minor",
            "currency",
            "stock",
        ]);
        expect(schema).to.include({ type: "object", additionalProperties: false });
        expect(JSON.stringify(schema)).to.not.include("readOnly");
    });
});
