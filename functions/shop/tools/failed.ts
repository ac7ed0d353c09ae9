import { Refusal, ShopRefusal } from "../orders/types";
import { type FailedOutcome, noEvidence, noFacts, ToolErrorCode, type ToolErrorOutput, ToolFailure } from "./outcome";

/**
 * What the model is told of a call that failed: refusals in their own words, everything else without its cause.
 *
 * @param addressIds names in the shopper's address book, for when the model named another.
 * @param isChange whether the call was to change something: then what broke may have happened all the same.
 */
export function failedOutcome(error: unknown, addressIds: readonly string[], isChange = false): FailedOutcome {
    const output = errorOutput(error, addressIds, isChange);
    return {
        ok: false,
        output,
        cards: [],
        seen: [],
        evidence: { ...noEvidence, stock: stockTold(error) },
        facts: { ...noFacts, error_code: output.error.code },
    };
}

/** For a call of which nobody knows whether it was carried out. */
export const LOOK_FIRST = "It may have been carried out all the same: look before calling it again.";

function errorOutput(error: unknown, addressIds: readonly string[], isChange: boolean): ToolErrorOutput {
    if (error instanceof ToolFailure) {
        const { code, message, hint, retryable } = error;
        return { error: { code, message, ...(hint !== undefined && { hint }), ...(retryable && { retryable }) } };
    }
    if (error instanceof ShopRefusal) {
        const { code, message } = error;
        const hint = hintFor(code, addressIds);
        return {
            error: {
                code,
                message,
                ...(hint !== undefined && { hint }),
                ...(code === Refusal.Busy && { retryable: true }),
            },
        };
    }
    return {
        error: {
            code: ToolErrorCode.Unavailable,
            message: "The tool could not be reached.",
            hint: isChange ? LOOK_FIRST : "Try once more; then tell the shopper that it isn't available now.",
            retryable: true,
        },
    };
}

/** How many there are: a refusal for want of stock says it, so the assistant may. Its other numbers are no stock. */
function stockTold(error: unknown): readonly number[] {
    const stock = error instanceof ShopRefusal ? error.details.stock : undefined;
    return typeof stock === "number" ? [stock] : [];
}

function hintFor(code: Refusal, addressIds: readonly string[]): string | undefined {
    switch (code) {
        case Refusal.UnknownAddress:
            return addressIds.length === 0
                ? "The address book is empty: the shopper adds an address to their profile first."
                : `The address book has: ${addressIds.join(", ")}.`;
        case Refusal.EmptyCart:
        case Refusal.CartExpired:
            return "Put products into the cart first, with change_cart.";
        case Refusal.CartChanged:
        case Refusal.QuoteExpired:
        case Refusal.UnknownQuote:
        case Refusal.QuoteUsed:
            return "Make a new quote with quote_cart.";
        default:
            return undefined;
    }
}
