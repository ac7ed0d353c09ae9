import { Refusal, type ShopRefusal } from "../shop/orders/types";

/** Codes of this API's own refusals, beside those of the shop. */
export const Problem = {
    NotFound: "not_found",
    InvalidRequest: "invalid_request",
    BodyTooLarge: "body_too_large",
    Unauthorised: "unauthorised",
    InvalidPageToken: "invalid_page_token",
    Internal: "internal_error",
} as const;
export type Problem = (typeof Problem)[keyof typeof Problem];

/** One thing that is wrong with a request: where, and what. Never the value. */
export interface FieldProblem {
    readonly field: string;
    readonly message: string;
}

/** A refusal of the API itself. */
export class ApiProblem extends Error {
    constructor(
        readonly code: Problem,
        readonly status: number,
        message: string,
        readonly problems: readonly FieldProblem[] = [],
    ) {
        super(message);
        this.name = "ApiProblem";
    }
}

/** Status of each of the shop's refusals: what isn't there 404, what has changed 409, what has lapsed 410, else 422. */
export const STATUS_OF: Readonly<Record<Refusal, number>> = {
    [Refusal.UnknownProduct]: 404,
    [Refusal.UnknownOrder]: 404,
    [Refusal.UnknownQuote]: 404,
    [Refusal.Discontinued]: 409,
    [Refusal.OutOfStock]: 409,
    [Refusal.CartChanged]: 409,
    [Refusal.QuoteUsed]: 409,
    [Refusal.NotCancellable]: 409,
    [Refusal.NotReturnable]: 409,
    [Refusal.StatusConflict]: 409,
    [Refusal.CartExpired]: 410,
    [Refusal.QuoteExpired]: 410,
    [Refusal.InvalidQuantity]: 422,
    [Refusal.EmptyCart]: 422,
    [Refusal.CartFull]: 422,
    [Refusal.UnknownAddress]: 422,
    [Refusal.NotShippedThere]: 422,
    [Refusal.UnknownShippingMethod]: 422,
    [Refusal.IdempotencyMismatch]: 422,
    [Refusal.NoVerifiedEmail]: 403,
    [Refusal.Busy]: 429,
};

/** A refusal on the wire, as RFC 9457 has it (https://www.rfc-editor.org/rfc/rfc9457). */
export interface ProblemDocument {
    readonly type: string;
    readonly title: string;
    readonly status: number;
    readonly detail: string;
    /** The code alone, for programs. */
    readonly code: string;
    /** Facts on the refusal: the stock there is, the id that isn't known. */
    readonly details?: Readonly<Record<string, string | number>>;
    /** Every field that is wrong. */
    readonly problems?: readonly FieldProblem[];
}

export function problemOfRefusal({ code, message, details }: ShopRefusal): ProblemDocument {
    return {
        ...base(code, STATUS_OF[code], message),
        ...(Object.keys(details).length > 0 && { details }),
    };
}

export function problemOf({ code, status, message, problems }: ApiProblem): ProblemDocument {
    return { ...base(code, status, message), ...(problems.length > 0 && { problems }) };
}

function base(code: string, status: number, detail: string) {
    const title = code.replaceAll("_", " ");
    return {
        type: `urn:lakefront:problem:${code}`,
        title: title[0]?.toUpperCase() + title.slice(1),
        status,
        detail,
        code,
    };
}
