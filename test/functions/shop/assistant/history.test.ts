import { expect } from "chai";
import { shortened } from "../../../../functions/shop/assistant/history";

const hit = (number: number) => ({
    product_id: `hiking-boots-00${number}-38-grey`,
    price: "$112.99",
    price_minor: 11_299,
    stock: "in stock",
    catalog_text: {
        name: "Reed Light Hiking Boots",
        category: "footwear",
        style: "hiking boots",
        brand: "Fellmark",
        options: "size: 39",
    },
});

describe("what a conversation keeps of a long result", () => {
    it("is all of it where there is room", () => {
        expect(shortened({ products: [hit(1)] }, 1_500)).to.equal(JSON.stringify({ products: [hit(1)] }));
    });
    it("is every id, name and price before it is any detail", () => {
        const products = Array.from({ length: 8 }, (_, number) => hit(number));
        const kept: { readonly products: readonly object[] } = JSON.parse(shortened({ hits: 8, products }, 1_500));
        expect(kept.products).to.have.length(8);
        expect(kept.products.at(-1)).to.deep.include({ product_id: "hiking-boots-007-38-grey", price: "$112.99" });
        expect(JSON.stringify(kept)).not.to.contain("Fellmark");
    });
    it("is never cut within a letter of two halves", () => {
        for (const start of ["", "x"]) {
            const kept = shortened({ text: start + "🏕".repeat(200) }, 100);
            expect(/\p{Cs}/u.test(kept), kept).to.equal(false);
        }
    });
    it("is cut, and says so, where even that is too long", () => {
        const products = Array.from({ length: 40 }, (_, number) => hit(number));
        const kept = shortened({ products }, 1_500);
        expect(kept)
            .to.have.length.at.most(1_520)
            .and.match(/… \(shortened\)$/);
    });
});
