/** A range of prices in minor units, both ends included, and what is left of the words around it. */
export interface PriceRange {
    readonly min_price_minor?: number;
    readonly max_price_minor?: number;
    readonly rest: string;
}

const AMOUNT = String.raw`(?:usd |us\$|\$)? ?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))? ?(?:dollars?|bucks|usd|\$)?`;
/** "Around 50" is taken for 50, a fifth more or less. */
const AROUND = 0.2;

interface Rule {
    readonly pattern: RegExp;
    /** The amounts that the pattern found, in minor units. */
    range(first: number, second: number): Omit<PriceRange, "rest">;
}

const RULES: readonly Rule[] = [
    rule(`between ${AMOUNT} (?:and|to|-) ?${AMOUNT}`, between),
    rule(`from ${AMOUNT} ?(?:to|up to|-) ?${AMOUNT}`, between),
    rule(
        String.raw`(?=\$|\d[\d.,]* ?(?:-|to) ?\$?\d[\d.,]* ?(?:dollars|bucks|usd|\$))${AMOUNT} ?(?:-|to) ?${AMOUNT}`,
        between,
    ),
    rule(`(?:under|below|less than|cheaper than|lower than|beneath) ${AMOUNT}`, (amount) => ({
        max_price_minor: amount - 1,
    })),
    rule(
        `(?:up to|at most|no more than|not more than|max(?:imum)?(?: of)?|within|budget(?: is| of)?|for) (?=\\$|\\d[\\d.,]* ?(?:dollars|bucks|usd|\\$))${AMOUNT}(?: or less)?`,
        atMost,
    ),
    rule(
        `(?:up to|at most|no more than|not more than|max(?:imum)?(?: of)?|within|budget(?: is| of)?) ${AMOUNT}`,
        atMost,
    ),
    rule(`${AMOUNT} or (?:less|cheaper|under)`, atMost),
    rule(`(?:over|above|more than) ${AMOUNT}`, (amount) => ({ min_price_minor: amount + 1 })),
    rule(`(?:at least|from|starting at|minimum(?: of)?) ${AMOUNT}`, (amount) => ({ min_price_minor: amount })),
    rule(`${AMOUNT} or more`, (amount) => ({ min_price_minor: amount })),
    rule(`(?:around|about|roughly|approximately) (?=\\$|\\d)${AMOUNT}`, (amount) => ({
        min_price_minor: Math.round(amount * (1 - AROUND)),
        max_price_minor: Math.round(amount * (1 + AROUND)),
    })),
];

/** Reads a price range out of normalised words, such as "under 50" or "between $20 and $40". */
export function readPriceRange(said: string): PriceRange {
    for (const { pattern, range } of RULES) {
        const match = pattern.exec(said);
        if (match === null) continue;
        const [whole, units, cents, otherUnits, otherCents] = match;
        const rest = `${said.slice(0, match.index)} ${said.slice(match.index + whole.length)}`;
        return {
            ...range(minor(units, cents), minor(otherUnits, otherCents)),
            rest: rest.replaceAll(/\s+/g, " ").trim(),
        };
    }
    return { rest: said };
}

function rule(source: string, range: Rule["range"]): Rule {
    return { pattern: new RegExp(String.raw`(?<![\w.])${source}(?![\w])`), range };
}

function between(first: number, second: number): Omit<PriceRange, "rest"> {
    return { min_price_minor: Math.min(first, second), max_price_minor: Math.max(first, second) };
}

function atMost(amount: number): Omit<PriceRange, "rest"> {
    return { max_price_minor: amount };
}

function minor(units = "0", cents = ""): number {
    return Number(units.replaceAll(",", "")) * 100 + Number(cents.padEnd(2, "0"));
}
