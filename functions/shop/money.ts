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
    return format.format(amount_minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 0));
}
