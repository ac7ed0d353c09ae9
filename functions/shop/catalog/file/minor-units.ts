/**
 * An amount such as 19.99 in the smallest unit of its currency, without the detour of floating point: what is written is moved,
 * nothing is multiplied.
 *
 * @returns undefined for what is no amount, is negative, or has more decimals than the currency
 */
export function toMinorUnits(amount: unknown, currency: string): number | undefined {
    if (typeof amount !== "number" && typeof amount !== "string") return undefined;
    const found = /^(\d{1,12})(?:\.(\d+))?$/.exec(String(amount).trim());
    if (found === null) return undefined;
    const [, whole = "", decimals = ""] = found;
    const places = decimalPlaces(currency);
    const significant = decimals.replace(/0+$/, "");
    if (significant.length > places) return undefined;
    return Number(`${whole}${significant.padEnd(places, "0")}`);
}

/** Decimals of a currency by ISO 4217: none of the yen, three of the Kuwaiti dinar. */
function decimalPlaces(currency: string): number {
    const { maximumFractionDigits = 2 } = new Intl.NumberFormat("en", {
        style: "currency",
        currency,
    }).resolvedOptions();
    return maximumFractionDigits;
}
