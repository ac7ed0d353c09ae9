/** An amount of money in the smallest unit of its currency: 1999 and `USD` are 19.99 US dollars. */
export interface Money {
    /** Whole number, never negative. */
    readonly amount_minor: number;
    /** Three capital letters of ISO 4217. */
    readonly currency: string;
}

const formats = new Map<string, Intl.NumberFormat>();

/** The amount as people in the United States write it: `$1,234.50`, `CA$9.00`, `¥500`. */
export function moneyText({ amount_minor, currency }: Money): string {
    let format = formats.get(currency);
    if (format === undefined) {
        format = new Intl.NumberFormat("en-US", { style: "currency", currency });
        formats.set(currency, format);
    }
    const decimals = format.resolvedOptions().maximumFractionDigits ?? 0;
    const unit = 10 ** decimals;
    const rest = amount_minor % unit;
    // Not the quotient: of large amounts it is off by a cent.
    return format
        .formatToParts((amount_minor - rest) / unit)
        .map(({ type, value }) => (type === "fraction" ? String(rest).padStart(decimals, "0") : value))
        .join("");
}
