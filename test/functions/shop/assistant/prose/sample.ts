import type { Card, ProductCard } from "../../../../../functions/shop/assistant/events";
import { instruction } from "../../../../../functions/shop/assistant/prompts/instruction";
import { ProseCheck, sentenceCheck } from "../../../../../functions/shop/assistant/prose/check";
import { TurnEvidence } from "../../../../../functions/shop/assistant/prose/evidence";
import type { Cart, CartLine, Quote } from "../../../../../functions/shop/orders/types";

const usd = (amount_minor: number) => ({ amount_minor, currency: "USD" });

export function productCard(product: Partial<ProductCard> & { readonly name: string }): ProductCard {
    return {
        product_id: product.name.toLowerCase().replace(/\W+/g, "-"),
        category: "outdoors",
        description: "A good thing to have.",
        price: usd(1_999),
        stock: 12,
        options: {},
        image: null,
        ...product,
    };
}

const tents = [
    productCard({ name: "Alpine Dome Tent", price: usd(18_999), stock: 7, options: { colour: "Forest Green" } }),
    productCard({ name: "Lakeside Tent", price: usd(12_950), stock: 3 }),
    productCard({ name: "Lakeside Tent XL", price: usd(15_950), stock: 0 }),
    productCard({ name: "O'Hara's Camp Chair", price: usd(4_500), stock: 24 }),
    productCard({ name: '<script>alert("lamp")</script> Desk Lamp', price: usd(2_000), stock: 1 }),
    productCard({ name: "Trail Mix", price: usd(599), stock: 180, category: "food" }),
];

const line = (card: ProductCard, quantity: number): CartLine => ({
    product_id: card.product_id,
    name: card.name,
    quantity,
    unit_price: card.price,
    line_total: usd(card.price.amount_minor * quantity),
    stock: card.stock,
});
const lines = [...tents.slice(1, 2).map((card) => line(card, 2))];
export const cart: Cart = { lines, subtotal: usd(25_900), cart_hash: "hash", expires_at: 2_000_000_000 };
export const quote: Quote = {
    ...cart,
    quote_id: "quote-1",
    shipping: usd(0),
    shipping_method: "Standard",
    tax: usd(2_137),
    total: usd(28_037),
    address_id: "home",
    ship_to: {
        first_name: "Ada",
        last_name: "Byron",
        address1: "1 Lake Road",
        address2: null,
        city: "Springfield",
        state: "IL",
        postal_code: "62701",
        country: "US",
    },
};

/** A turn in which tents were searched, the cart was quoted and the return policy was looked up. */
export function sampleEvidence(): TurnEvidence {
    const evidence = new TurnEvidence();
    const cards: readonly Card[] = [
        { kind: "products", title: "Tents", products: tents },
        { kind: "quote", quote },
    ];
    const text = [
        "Items can be returned within 30 days. Express shipping costs $14.99. Returns are free in the United States. " +
            "Write to help@example.com or see https://shop.example.com/returns for more. " +
            "Standard delivery takes 5 to 7 business days.",
    ];
    evidence.add({ cards, evidence: { names: [], prices_minor: [], stock: [], text } });
    return evidence;
}

const surroundings = () => ({
    evidence: sampleEvidence(),
    currency: "USD",
    shopperMessage: "Do you have tents under $200 for 4 people, like the Zephyr Summit? I have about 150 dollars.",
    shopperEmail: "ada@example.com",
    phrases: ["Lakefront Outfitters", "Ada", "Springfield", "home"],
    instruction,
});

export const sampleProse = () => new ProseCheck(surroundings());
export const judge = (sentence: string) => sentenceCheck(surroundings())(sentence);
