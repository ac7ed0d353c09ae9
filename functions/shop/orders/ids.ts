import { randomBytes } from "node:crypto";

/** Crockford's base 32 in lower case: nothing that reads like something else. https://www.crockford.com/base32.html */
const DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH = 16;

/** An id of 80 random bits, e.g. `ord_5x9k…`: two of a billion are equal with a chance of one in two million. */
export function newId(prefix: "ord" | "quo"): string {
    let id = "";
    for (const byte of randomBytes(LENGTH)) {
        id += DIGITS[byte & 31];
    }
    return `${prefix}_${id}`;
}
