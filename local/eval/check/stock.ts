import { NUMBER, numberFrom } from "./amounts";
import { type Fault, HardRule } from "./fault";
import type { TrueProduct } from "./truth";

const COUNTS: readonly RegExp[] = [
    new RegExp(
        String.raw`\b(${NUMBER})\s+(?:(?:more|pieces?|units?|items?)\s+)?(?:are |is )?(?:left|in stock|available|remaining|on hand)\b`,
        "giu",
    ),
    new RegExp(String.raw`\bstock(?:\s+(?:is|of)|:)\s+(${NUMBER})\b`, "giu"),
    new RegExp(
        String.raw`\b(?:we|they) (?:have|stock)\s+(?:only |exactly )?(${NUMBER})\s+(?:pieces?|units?|of (?:it|them|these|those))\b`,
        "giu",
    ),
];

/** Numbers of pieces, and words on stock behind a name, that aren't true of any product that the sentence is about. */
export function stockFaults(sentence: string, products: readonly TrueProduct[]): Fault[] {
    const stock = new Set(products.map((product) => product.stock));
    const counts = COUNTS.flatMap((pattern) =>
        [...sentence.matchAll(pattern)].map(([, number = ""]) => numberFrom(number)),
    );
    const faults = counts
        .filter((count) => !stock.has(count))
        .map((count): Fault => fault(`${count} pieces in "${sentence.trim()}"`));
    if (products.length === 0) return faults;
    const isAnyIn = products.some((product) => product.stock > 0);
    const isAnyOut = products.some((product) => product.stock <= 0);
    if (/\((?:[^()]*, )?in stock\)/iu.test(sentence) && !isAnyIn) faults.push(fault(`in stock: "${sentence.trim()}"`));
    if (/⬚[^⬚]*\b(?:out of stock|sold out)\b/iu.test(sentence) && !isAnyOut)
        faults.push(fault(`out of stock: "${sentence.trim()}"`));
    return faults;
}

function fault(detail: string): Fault {
    return { rule: HardRule.InventedStock, detail };
}
