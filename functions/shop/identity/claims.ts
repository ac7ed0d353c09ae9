import * as z from "zod/mini";
import { STANDARD_PRICE_LIST } from "../catalog/product";
import type { Address, Shopper } from "./shopper";

/** What was wrong with a claim that the shopper can do without. Counted and logged; never with the claim's value. */
export const ClaimWarning = {
    /** `email` is there and isn't verified: no mail goes to it. */
    UnverifiedEmail: "unverified_email",
    InvalidEmail: "invalid_email",
    InvalidName: "invalid_name",
    InvalidPriceList: "invalid_price_list",
    InvalidAddressBook: "invalid_address_book",
} as const;
export type ClaimWarning = (typeof ClaimWarning)[keyof typeof ClaimWarning];

/** The claims name no shopper. */
export class ClaimsError extends Error {
    readonly code = "invalid_claims";

    constructor(message: string) {
        super(message);
        this.name = "ClaimsError";
    }
}

const maximumAddresses = 20;
/** More than the 2,048 characters that Cognito lets an attribute have; less than would cost time to read. */
const maximumAddressBookText = 16_384;
const keyForm = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** Nothing that breaks a line or turns its direction, and no halves of characters, which can't be stored. */
const onOneLine = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u;

/** Text for people, on one line: it stands in mails and labels as it is. */
const line = (maximum: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(maximum), z.regex(onOneLine));
const optionalLine = (maximum: number) =>
    z._default(
        z.nullable(
            z.union([
                z.pipe(
                    z.literal(""),
                    z.transform(() => null),
                ),
                line(maximum),
            ]),
        ),
        null,
    );

const address = z.object({
    first_name: line(100),
    last_name: line(100),
    address1: line(200),
    address2: optionalLine(200),
    city: line(100),
    state: optionalLine(100),
    postal_code: line(20),
    country: z.string().check(z.regex(/^[A-Z]{2}$/)),
}) satisfies z.ZodMiniType<Address>;
const addressBook = z.record(z.string().check(z.regex(keyForm)), address);
const subject = z.string().check(z.regex(/^[\x21-\x7e]{1,128}$/));
const email = z.email().check(z.maxLength(254));
const priceList = z.string().check(z.regex(keyForm));

/**
 * The shopper that verified claims name. The claims must come from a verified token: nothing is verified here.
 *
 * API Gateway hands claims on as text, so `"true"` counts as true. A claim that the shopper can do without (a name, the
 * address book) is left out where it can't be read, and told to `warn`.
 *
 * @throws a `ClaimsError` where `sub` is missing or unfit
 */
export function shopperFromClaims(
    claims: Readonly<Record<string, unknown>>,
    warn: (warning: ClaimWarning) => void = () => undefined,
): Shopper {
    const id = subject.safeParse(claims.sub);
    if (!id.success) throw new ClaimsError("The token names no shopper: its claim sub is missing or unfit.");
    const read = <T>(claim: string, type: z.ZodMiniType<T>, warning: ClaimWarning): T | null => {
        const value = claims[claim];
        if (value === undefined || value === null || value === "") return null;
        const parsed = type.safeParse(value);
        if (!parsed.success) warn(warning);
        return parsed.success ? parsed.data : null;
    };
    return {
        id: id.data,
        email: isTrue(claims.email_verified)
            ? read("email", email, ClaimWarning.InvalidEmail)
            : unverified(claims.email, warn),
        given_name: read("given_name", line(100), ClaimWarning.InvalidName),
        price_list: read("custom:price_list", priceList, ClaimWarning.InvalidPriceList) ?? STANDARD_PRICE_LIST,
        addresses: addressesOf(claims["custom:address_book"], warn),
    };
}

function unverified(claim: unknown, warn: (warning: ClaimWarning) => void): null {
    if (typeof claim === "string" && claim !== "") warn(ClaimWarning.UnverifiedEmail);
    return null;
}

function isTrue(claim: unknown): boolean {
    return claim === true || claim === "true";
}

/** All or nothing: of a book that is half wrong, the wrong half might be the address that the shopper means. */
function addressesOf(claim: unknown, warn: (warning: ClaimWarning) => void): Readonly<Record<string, Address>> {
    if (claim === undefined || claim === null || claim === "") return {};
    const book = addressBook.safeParse(json(claim));
    if (book.success && Object.keys(book.data).length <= maximumAddresses) return book.data;
    warn(ClaimWarning.InvalidAddressBook);
    return {};
}

function json(claim: unknown): unknown {
    if (typeof claim !== "string" || claim.length > maximumAddressBookText) return undefined;
    try {
        return JSON.parse(claim);
    } catch {
        return undefined;
    }
}
