/**
 * What a shop's policy may say: how it is written by the shop's functions, its component and the stack's settings alike.
 * A bound is the least and the most, both included.
 */
export const shopPolicyBounds = {
    /** Minor units of the currency: as much as a product of the catalogue may cost. */
    priceMinor: [0, 1_000_000_000_000],
    /** 10,000 is 100 %. */
    taxBasisPoints: [0, 10_000],
    returnDays: [0, 3650],
    maxQuantity: [1, 1_000_000],
    /** A year. */
    cartHours: [1, 8760],
    /** A day. */
    quoteMinutes: [1, 1440],
} as const;

/** How the names in a shop's policy are written. */
export const shopPolicyForms = {
    /** ISO 4217. */
    currency: /^[A-Z]{3}$/,
    /** ISO 3166-1 alpha-2. */
    country: /^[A-Z]{2}$/,
    /** A country, one of its subdivisions (ISO 3166-2), or all that aren't named. */
    taxPlace: /^(default|[A-Z]{2}(-[A-Z0-9]{1,3})?)$/,
    /** Short and plain, because a model says it back. */
    shippingMethod: /^[a-z][a-z0-9_-]{0,29}$/,
} as const;
