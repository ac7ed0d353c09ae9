/** One kind of thing that the sample shop sells: the words that its products are made from. */
export interface Family {
    /** The products' `style`: a plural in lower case. */
    readonly style: string;
    /** What products are called, after the name of their series: `Two-Person Dome Tent`. */
    readonly kinds: readonly string[];
    /** Lowest and highest price in minor units. */
    readonly price: readonly [number, number];
    readonly materials: readonly string[];
    /** Noun phrases that follow "with". */
    readonly features: readonly string[];
    /** Whole sentences that say what it is for. */
    readonly purposes: readonly string[];
    readonly occasions: readonly string[];
    readonly aliases: readonly string[];
    /** Styles that complement it; a style of any department. */
    readonly goesWith: readonly string[];
    /** The first option tells variants apart; of each other one value is drawn for a whole group. */
    readonly options?: Readonly<Record<string, readonly string[]>>;
}

export const Naming = {
    /** `Juniper Dome Tent`: a series of the brand. */
    Series: "series",
    /** `Olive Grove Chickpeas`: the brand itself. */
    Brand: "brand",
} as const;
export type Naming = (typeof Naming)[keyof typeof Naming];

export interface Department {
    readonly category: string;
    readonly naming: Naming;
    /** Invented brands. */
    readonly brands: readonly string[];
    readonly families: readonly Family[];
}
