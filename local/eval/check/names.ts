import { dataText } from "../../../functions/shop/tools/text";
import type { CatalogTruth, TrueProduct } from "./truth";
import { escaped, wordsIn } from "./words";

/** As long as names are told to a model. */
const LONGEST_NAME = 120;
const MARK = "\u2b1a";

/** A text with the catalogue's names taken out, and the products of each. */
export interface Masked {
    /** Each name is now a sign and its number. */
    readonly text: string;
    /** By number: a name may be several products'. */
    readonly products: readonly (readonly TrueProduct[])[];
}

/** Knows the catalogue's names, and what looks like one and isn't. */
export class Names {
    readonly #told: readonly { readonly told: string; readonly name: string }[];
    readonly #known: readonly string[];
    readonly #heads: ReadonlySet<string>;

    constructor(private readonly truth: CatalogTruth) {
        const names = [...truth.names];
        this.#told = names
            .flatMap((name) => [...new Set([name, dataText(name, LONGEST_NAME)])].map((told) => ({ told, name })))
            .toSorted((one, other) => other.told.length - one.told.length);
        this.#known = truth
            .all()
            .map(({ name, style, category, brand, options }) =>
                spaced([name, ...Object.values(options), style ?? "", category, brand ?? ""].join(" ")),
            );
        const last = (text: string) => singular(wordsIn(text).at(-1) ?? "");
        this.#heads = new Set([
            ...names.filter((name) => /^\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)+$/u.test(name)).map(last),
            ...truth.all().map(({ style }) => last(style ?? "")),
        ]);
    }

    mask(text: string): Masked {
        const products: (readonly TrueProduct[])[] = [];
        let masked = text;
        for (const { told, name } of this.#told) {
            if (!masked.includes(told)) continue;
            const whole = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(told)}(?![\\p{L}\\p{N}])`, "gu");
            const without = masked.replace(whole, `${MARK}${products.length}${MARK}`);
            if (without === masked) continue;
            masked = without;
            products.push(this.truth.named(name));
        }
        return { text: masked, products };
    }

    /** What stands as a product's name in a masked line, and is none of the catalogue. */
    inventedIn(line: string, hasAmount: boolean): string[] {
        const found = new Set<string>();
        const listed = /^\s*(?:\d{1,2}[.)]|[-*•])\s+(?:\d+ x )?([^⬚\n]+?)(?:,? [$€£]|\s\(|\s[-–—]\s|: |$)/u.exec(
            line,
        )?.[1];
        if (
            listed !== undefined &&
            (hasAmount || /\((?:in|out of) stock|\bleft\b/i.test(line)) &&
            !this.#isPart(listed)
        )
            found.add(listed);
        for (const span of titleSpans(line)) {
            if (this.#isPart(span.text)) continue;
            const isOfAKind = this.#heads.has(singular(wordsIn(span.text).at(-1) ?? ""));
            if (
                isOfAKind ||
                span.isMarked ||
                /^[^.!?⬚]{0,24}(?:[$€£]\s?\d|\d+ (?:dollars|USD|left|in stock))/u.test(span.after)
            )
                found.add(span.text);
        }
        return [...found];
    }

    /** Words of one product, in their order: `Dome Tent`. */
    #isPart(text: string): boolean {
        const part = spaced(text);
        return part.trim() === "" || this.#known.some((known) => known.includes(part));
    }
}

interface Span {
    readonly text: string;
    /** Quoted or in bold. */
    readonly isMarked: boolean;
    readonly after: string;
}

const OPENERS = new Set(
    "a an the i we you your our my it its this that these those here there if for and but or so as at in on of to with by from add added compare compared remove removed changed show shown see try meet get take buy both all also how what which when where why shall do does can could would should is are was please yes no sorry only side subtotal total tax standard expedited".split(
        " ",
    ),
);

function titleSpans(line: string): Span[] {
    const marked = [...line.matchAll(/"([^"\n⬚]{3,80})"|“([^”\n⬚]{3,80})”|\*\*([^*\n⬚]{3,80})\*\*/gu)].flatMap(
        (match) => {
            const text = match[1] ?? match[2] ?? match[3] ?? "";
            const after = line.slice(match.index + match[0].length);
            return /^\p{Lu}\S* (?:\S+ )*\p{Lu}/u.test(text) ? [{ text, isMarked: true, after }] : [];
        },
    );
    const runs = [
        ...line.matchAll(
            /(?<![\p{L}\p{N}⬚])\p{Lu}[\p{L}\p{N}'’-]*(?: (?:of |and |the |for |with |& )?[\p{Lu}\p{N}][\p{L}\p{N}'’-]*)+/gu,
        ),
    ];
    const plain = runs.flatMap((match) => {
        const words = match[0].split(" ");
        while (words.length > 0 && OPENERS.has((words[0] ?? "").toLowerCase())) words.shift();
        const after = line.slice(match.index + match[0].length);
        return words.length > 1 ? [{ text: words.join(" "), isMarked: false, after }] : [];
    });
    return [...marked, ...plain];
}

function spaced(text: string): string {
    return ` ${wordsIn(text).map(singular).join(" ")} `;
}

function singular(word: string): string {
    return word.length > 3 ? word.replace(/(?<!s)s$/, "") : word;
}
