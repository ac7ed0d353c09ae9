/** Letters of other scripts that nobody tells from the Latin ones; at the same place in both lines. */
const lookalikes = "аеорсухіјѕԁһԛԝАВЕКМНОРСТХІЈЅαοινρυκτΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";
const lookedAt = "aeopcyxijsdhqwABEKMHOPCTXIJSaoivpuktABEZHIKMNOPTYX";
const latin = new Map([...lookalikes].map((letter, at) => [letter, lookedAt[at] ?? letter]));
const entities = new Map([
    ["dollar", "$"],
    ["euro", "€"],
    ["pound", "£"],
    ["yen", "¥"],
    ["percnt", "%"],
    ["commat", "@"],
    ["colon", ":"],
    ["sol", "/"],
    ["period", "."],
    ["nbsp", " "],
    ["amp", "&"],
    ["quot", '"'],
    ["apos", "'"],
    ["lt", "<"],
    ["gt", ">"],
]);

/**
 * A text as a reader sees it: what shows nothing is gone, digits and letters that only look like plain ones are plain, and
 * entities of HTML are what they stand for. What claims something in a disguise is judged as what it claims.
 */
export function readable(text: string): string {
    return unescaped(text)
        .normalize("NFKC")
        .replace(/\p{Cf}|\p{Variation_Selector}|\u034f|\u2800|\u3164/gu, "")
        .replace(/(?![0-9])\p{Nd}/gu, plainDigit)
        .replace(/\p{L}+/gu, inOneScript)
        .replace(/\u066a/g, "%")
        .replace(/\\(?=[^\p{L}\p{N}\s])/gu, "");
}

/** The same without marks of emphasis, code and HTML, for checks that read words and numbers alone. */
export function unmarked(text: string): string {
    return text.replace(/<\/?[a-z][^<>]*>/gi, " ").replace(/\*+|`+|~~|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, "");
}

function unescaped(text: string): string {
    return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
        if (name !== undefined) return entities.get(String(name).toLowerCase()) ?? whole;
        const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    });
}

/** Unicode keeps each script's digits in a row from zero to nine. */
function plainDigit(digit: string): string {
    const code = digit.codePointAt(0) ?? 0;
    let value = 0;
    while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) value += 1;
    return String(value);
}

/** A word of two scripts is written so to deceive; one of a single script is left to its language. */
function inOneScript(word: string): string {
    if (!/\p{Script=Latin}/u.test(word) || !/[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word)) return word;
    return [...word].map((letter) => latin.get(letter) ?? letter).join("");
}
