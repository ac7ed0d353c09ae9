import type { ShopPolicy } from "../../functions/shop/orders/types";

const DAY_S = 24 * 60 * 60;

/**
 * What the sample shop charges and allows. The texts under `samples/policies/` say the same in words; change both
 * together. The tax rates are the states' own base rates without local surcharges: samples, not tax advice.
 */
export const SHOP_POLICY: ShopPolicy = {
    currency: "USD",
    shipping: {
        standard: { price_minor: 599, free_from_minor: 7500, delivery: "5 to 7 business days" },
        expedited: { price_minor: 1299, delivery: "2 to 3 business days" },
    },
    tax_basis_points: {
        default: 0,
        "US-CA": 725,
        "US-CO": 290,
        "US-FL": 600,
        "US-IL": 625,
        "US-MA": 625,
        "US-NY": 400,
        "US-TX": 625,
        "US-WA": 650,
    },
    ships_to: ["US"],
    return_days: 30,
    final_sale: ["grocery", "flowers", "beauty"],
    max_quantity: 20,
    cart_ttl_s: 7 * DAY_S,
    quote_ttl_s: 15 * 60,
};
