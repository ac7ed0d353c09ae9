import { isRecord } from "../../is-record";

/** A product as a tool told of it. Prices and stock are the tool's own words: nothing is worked out from them. */
export interface ShownProduct {
    readonly id: string;
    readonly name: string;
    readonly price: string | null;
    readonly price_minor: number | null;
    readonly stock: string | null;
    readonly description: string | null;
    /** What sets it apart from its variants: `size: M, colour: red`; empty if nothing does. */
    readonly options: string;
}

export interface ToolError {
    readonly code: string;
    readonly message: string;
}

/** One call of a tool and what came back. */
export interface CallResult {
    readonly name: string;
    readonly input: Readonly<Record<string, unknown>>;
    readonly output: unknown;
    readonly error: ToolError | null;
    /** Calls that the model made in one message share a round; rounds of a turn count from 0. */
    readonly round: number;
}

export function errorIn(output: unknown): ToolError | null {
    if (!isRecord(output) || !isRecord(output.error)) return null;
    const { error } = output;
    return { code: textAt(error, "code") ?? "error", message: textAt(error, "message") ?? "It gave no reason." };
}

/** The products in an output, in their order, wherever they are nested: hits, details, lines of a cart. */
export function productsIn(output: unknown): ShownProduct[] {
    if (Array.isArray(output)) return output.flatMap(productsIn);
    if (!isRecord(output)) return [];
    const product = productOf(output);
    return product === null ? Object.values(output).flatMap(productsIn) : [product];
}

function productOf(record: Record<string, unknown>): ShownProduct | null {
    const id = textAt(record, "product_id");
    const text = isRecord(record.catalog_text) ? record.catalog_text : {};
    const name = textAt(text, "name");
    if (id === null || name === null) return null;
    return {
        id,
        name,
        price: textAt(record, "price") ?? textAt(record, "unit_price"),
        price_minor: typeof record.price_minor === "number" ? record.price_minor : null,
        stock: textAt(record, "stock"),
        description: textAt(text, "description"),
        options: textAt(text, "options") ?? "",
    };
}

/** The text under a key of an output; null if there is none. */
export function textIn(output: unknown, key: string): string | null {
    return isRecord(output) ? textAt(output, key) : null;
}

/** The records in a list of an output; none if there is no such list. */
export function recordsIn(output: unknown, key: string): Record<string, unknown>[] {
    const list = isRecord(output) ? output[key] : undefined;
    return Array.isArray(list) ? list.filter(isRecord) : [];
}

function textAt(record: Record<string, unknown>, key: string): string | null {
    const value = record[key];
    return typeof value === "string" ? value : null;
}
