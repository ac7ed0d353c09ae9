import type { TurnEvidence } from "./evidence";
import { readable } from "./readable";
import { neutralSentences, ProseFault, type Verdict } from "./verdict";

/** Ends of names of hosts: a list, since "tent.It" is no host. */
const domain =
    "com|net|org|io|co|info|biz|shop|store|app|dev|xyz|online|site|link|click|top|page|cloud|ai|ly|ru|cn|de|uk|fr|es|eu|nl|ch|at|example|test";
const links = new RegExp(
    [
        String.raw`(?:\b[a-z][a-z\d+.-]*:)?\/\/[^\s)\]"'<>|]+`,
        String.raw`\bwww\.[^\s)\]"'<>|]+`,
        String.raw`(?<![@\p{L}\p{N}.-])(?:[\p{L}\p{N}-]+\.)+(?:${domain})(?![\p{L}\p{N}@-])(?:\/[^\s)\]"'<>|]*)?`,
    ].join("|"),
    "giu",
);
/** What draws something from elsewhere, or runs: no tool's result holds any of it. */
const active =
    /!\[[^\]]*\]\s*[([]|<\s*(?:a|img|iframe|script|link|form|object|embed|video|audio|svg|style|meta|base)\b|\b(?:javascript|vbscript|data|file|cid)\s*:\s*[^\s]*[/(;,.\d]|\bhxxps?\b/i;
/** `[text](target)` and `[text]: target`. */
const markdownLink = /\[[^\]\n]*\](?:\(\s*([^)\s]*)[^)]*\)|:\s*(\S+))/g;
const spelledHost = new RegExp(String.raw`\b[a-z\d-]+\s+dot\s+(?:[a-z\d-]+\s+dot\s+)?(?:${domain})\b`, "i");

/** A model makes no address of its own: through one it could carry away what it knows. Only those of a policy stand. */
export function checkLinks(whole: string, evidence: TurnEvidence): Verdict {
    const sentence = withoutNames(whole, evidence);
    const known = new Set([...evidence.passages.matchAll(links)].map(([address]) => plain(address)));
    const withheld = { fault: ProseFault.Link, replacement: neutralSentences.unknown_link };
    if (active.test(sentence) || spelledHost.test(sentence)) return withheld;
    for (const [, inline, reference] of sentence.matchAll(markdownLink)) {
        const target = inline ?? reference ?? "";
        if (/^(?:mailto:)?[^\s@]+@[^\s@]+$/.test(target) || known.has(plain(target))) continue;
        return withheld;
    }
    for (const [address] of sentence.matchAll(links)) if (!known.has(plain(address))) return withheld;
    return null;
}

/** A product may be called what reads like markup or a host, and is shown by its name. */
function withoutNames(sentence: string, { products }: TurnEvidence): string {
    return [...products.values()].reduce((text, { name }) => text.replaceAll(readable(name), " "), sentence);
}

function plain(address: string): string {
    return address.toLowerCase().replace(/[.,;:!?*_`]+$/, "");
}
