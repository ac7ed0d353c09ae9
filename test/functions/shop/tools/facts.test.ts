import { expect } from "chai";
import { Refusal, ShopRefusal } from "../../../../functions/shop/orders/types";
import { runTool } from "../../../../functions/shop/tools";
import { line, product } from "../orders/support";
import { order, world } from "./support";

describe("facts that tools tell", () => {
    it("make no number sayable as stock but the stock, of a refusal that has others", async () => {
        for (const [details, stock] of [
            [{ product_id: "tent", stock: 2, wanted: 9 }, [2]],
            [{ least: 1, most: 20 }, []],
            [{ product_id: "tent", quoted_price_minor: 1_999, price_minor: 2_100 }, []],
        ] as const) {
            const addToCart = async (): Promise<never> => {
                throw new ShopRefusal(Refusal.OutOfStock, "No.", details);
            };
            const context = world({ seen: ["tent"], shop: { addToCart } });
            const { evidence } = await runTool("change_cart", { action: "add", product_id: "tent" }, context);
            expect(evidence.stock, JSON.stringify(details)).to.deep.equal(stock);
        }
    });

    it("count the lines of a long order that aren't told", async () => {
        const lines = Array.from({ length: 40 }, (_, index) => line(`p-${index}`, 1, 100));
        const context = world({ seen: ["ord_1"], shop: { order: async () => order({ lines }) } });
        const { output } = await runTool("order_status", { order_id: "ord_1" }, context);
        expect(output).to.have.nested.property("orders[0].lines.length", 25);
        expect(output).to.have.nested.property("orders[0].further_lines", 15);
        expect(output).to.have.nested.property("orders[0].pieces", 40);
    });

    it("have no stock of a product that isn't sold any more, whatever is left of it", async () => {
        const products = [product("tent"), product("old", { status: "discontinued", stock: 7 })];
        const context = world({ products, seen: ["tent", "old"] });
        const details = await runTool("get_product", { product_id: "old" }, context);
        expect(details.output).to.deep.nested.include({
            "product.stock": "out of stock",
            "product.pieces_in_stock": 0,
            "product.can_be_bought": false,
        });
        expect(details.cards).to.have.nested.property("[0].products[0].stock", 0);
        expect(details.evidence.stock).to.deep.equal([0]);
        const comparison = await runTool("compare_products", { product_ids: ["tent", "old"] }, context);
        expect(comparison.cards).to.have.deep.nested.property("[0].features[1]", {
            feature: "Stock",
            values: ["in stock", "out of stock"],
        });
        expect(comparison.evidence.stock).to.deep.equal([10, 0]);
    });
});
