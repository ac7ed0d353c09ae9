import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { InvalidPageToken, type ProductFilters, type ProductSort } from "../tools/ports";

/** Where a page ended: the last product on it. */
export interface Place {
    readonly id: string;
    readonly category: string;
    readonly price_minor: number;
    readonly name: string;
}

interface List {
    readonly filters: ProductFilters;
    readonly sort?: ProductSort | undefined;
}

const longestToken = 8_192;
/** The form of every product's id: the table refuses to go on from some others, such as an empty one. */
const idForm = /^[A-Za-z0-9_-]{1,64}$/;
const token = z.object({
    list: z.string(),
    place: z.object({
        id: z.string().check(z.regex(idForm)),
        category: z.string(),
        price_minor: z.int(),
        name: z.string(),
    }),
});

/** The token of the page after a place. It holds nothing that the page itself didn't show. */
export function pageToken(list: List, { id, category, price_minor, name }: Place): string {
    const place: Place = { id, category, price_minor, name };
    return Buffer.from(JSON.stringify({ list: hashOf(list), place })).toString("base64url");
}

/**
 * Where the page before ended.
 *
 * @throws a `InvalidPageToken` where the token is forged in form, or belongs to a list with other filters or another order
 */
export function placeIn(list: List, text: string): Place {
    const parsed = token.safeParse(json(text));
    if (!parsed.success || parsed.data.list !== hashOf(list)) throw new InvalidPageToken();
    const { place } = parsed.data;
    if (!isWithin(list.filters, place)) throw new InvalidPageToken();
    return place;
}

/** The table refuses to go on from a place that the list doesn't reach; nobody but a forger asks for it. */
function isWithin({ category, min_price_minor, max_price_minor }: ProductFilters, place: Place): boolean {
    return (
        (category === undefined || place.category === category) &&
        (min_price_minor === undefined || place.price_minor >= min_price_minor) &&
        (max_price_minor === undefined || place.price_minor <= max_price_minor)
    );
}

function hashOf({ filters, sort }: List): string {
    const entries = Object.entries(filters)
        .filter(([, value]) => value !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1));
    return createHash("sha256")
        .update(JSON.stringify([entries, sort ?? null]))
        .digest("base64url")
        .slice(0, 16);
}

function json(text: string): unknown {
    if (text.length > longestToken) return undefined;
    try {
        return JSON.parse(Buffer.from(text, "base64url").toString());
    } catch {
        return undefined;
    }
}
