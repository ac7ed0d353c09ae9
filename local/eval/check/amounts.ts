const WORDS =
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
        " ",
    );

export const NUMBER = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+|${WORDS.join("|")})`;
const FIGURES = String.raw`(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?`;
const FORMS: readonly { readonly pattern: RegExp; readonly isCents: boolean }[] = [
    { pattern: new RegExp(String.raw`(?:US)?[$€£¥]\s?${FIGURES}(?!\d)`, "giu"), isCents: false },
    { pattern: new RegExp(String.raw`\b(?:USD|EUR|GBP)\s?${FIGURES}(?!\d)`, "giu"), isCents: false },
    {
        pattern: new RegExp(
            String.raw`(?<![\d.,$€£])${FIGURES}\s?(?:USD\b|EUR\b|dollars?\b|bucks\b|euros?\b|pounds?\b|[€£$])`,
            "giu",
        ),
        isCents: false,
    },
    { pattern: new RegExp(String.raw`(?<![\d.,$])${FIGURES}\s?(?:cents?\b|¢)`, "giu"), isCents: true },
];
const SPELLED = new RegExp(String.raw`\b(${WORDS.join("|")})\s(dollars?|bucks|cents?)\b`, "giu");

/** Every sum of money that a text names, in minor units, in whatever currency. */
export function amountsIn(text: string): number[] {
    const plain = text.normalize("NFKC");
    const figures = FORMS.flatMap(({ pattern, isCents }) =>
        [...plain.matchAll(pattern)].map(([, units = "", cents = ""]) =>
            isCents ? whole(units) : whole(units) * 100 + Number(cents.padEnd(2, "0")),
        ),
    );
    const spelled = [...plain.matchAll(SPELLED)].map(
        ([, word = "", unit = ""]) => numberFrom(word) * (/^cent/iu.test(unit) ? 1 : 100),
    );
    return [...new Set([...figures, ...spelled])];
}

/** A number in figures or, up to twenty, in words. */
export function numberFrom(text: string): number {
    const index = WORDS.indexOf(text.toLowerCase());
    return index < 0 ? whole(text) : index + 1;
}

function whole(figures: string): number {
    return Number(figures.replaceAll(",", ""));
}
