import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { expect } from "chai";
import type { Product } from "../../../../functions/shop/catalog/product";
import { type Clock, DynamoShop } from "../../../../functions/shop/orders";
import { contentsHash } from "../../../../functions/shop/orders/hashes";
import { type CartItem, cartKey } from "../../../../functions/shop/orders/items";
import { codeOf, policy, product, shopper } from "./support";

const clock: Clock = { now: () => 0, random: () => 0, sleep: async () => undefined };
const who = shopper();

/** A shop whose table holds one cart, of one piece each, and takes every write. */
function shopWith(ids: readonly string[], products: readonly Product[]): DynamoShop {
    const entries = ids.map((product_id) => ({ product_id, quantity: 1 }));
    const cart: CartItem = {
        ...cartKey(who.id),
        kind: "cart",
        entries,
        contents_hash: contentsHash(who.id, entries),
        expires_at: 1,
    };
    const client = new DynamoDBClient({ region: "us-east-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } });
    client.middlewareStack.add(() => async () => ({ response: {}, output: { $metadata: {}, Item: marshall(cart) } }), {
        step: "initialize",
    });
    return new DynamoShop({
        client,
        tables: { orders: "orders", products: "products" },
        policy,
        clock,
        catalog: { get: async () => products },
    });
}

describe("a quote of a cart with a product that the catalogue has no more, or not in the shop's currency", () => {
    const gone = shopWith(["lamp", "gone", "euro"], [product("lamp"), product("euro", { currency: "EUR" })]);

    it("is of what the cart shows", async () => {
        const { lines, cart_hash } = await gone.cart(who);
        expect(lines.map(({ product_id }) => product_id)).to.deep.equal(["lamp"]);
        expect(await gone.quote(who, {})).to.deep.include({ lines, cart_hash });
    });

    it("is refused where the cart shows nothing", async () => {
        expect(await codeOf(() => shopWith(["gone"], []).quote(who, {}))).to.equal("empty_cart");
    });

    it("is refused where the cart shows what isn't sold any more", async () => {
        const discontinued = shopWith(["old"], [product("old", { status: "discontinued" })]);
        expect(await codeOf(() => discontinued.quote(who, {}))).to.equal("discontinued");
    });
});
