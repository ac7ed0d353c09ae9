/** An amount of money in the smallest unit of its currency: 1999 and `USD` are 19.99 US dollars. */
export interface Money {
    /** Whole number, never negative. */
    readonly amount_minor: number;
    /** Three capital letters of ISO 4217. */
    readonly currency: string;
}
