/** Beyond this a text without an end of a sentence is cut at a space, so that nothing is held back for ever. */
const longestSentence = 1_000;

const ends = new Set([".", "!", "?", "…", "。", "！", "？"]);
const closers = new Set(['"', "'", "”", "’", ")", "]", "*", "_", "»"]);
/** What a full stop after it doesn't end. */
const abbreviation =
    /(?:^|[\s("“*])(?:e\.g|i\.e|etc|approx|no|nr|mr|mrs|ms|dr|st|vs|incl|excl|min|max|ca|oz|lb|ft|in|[a-z]|\d{1,3})\.$/i;

/**
 * Cuts a text that arrives in pieces into sentences and lines. The pieces given back, joined, are the text; where it is cut
 * depends on the text alone, never on how it arrived.
 */
export class SentenceSplitter {
    #buffer = "";
    /** Up to here the buffer is known to hold no end of a sentence. */
    #scanned = 0;

    push(text: string): readonly string[] {
        this.#buffer += text;
        const sentences: string[] = [];
        for (let end = this.#end(); end > 0; end = this.#end()) {
            sentences.push(this.#buffer.slice(0, end));
            this.#buffer = this.#buffer.slice(end);
            this.#scanned = 0;
        }
        return sentences;
    }

    /** What is left when the text is over. */
    flush(): readonly string[] {
        const rest = this.#buffer;
        this.#buffer = "";
        this.#scanned = 0;
        return rest === "" ? [] : [rest];
    }

    /** Length of the first sentence; 0 as long as it isn't certain. */
    #end(): number {
        const limit = Math.min(this.#buffer.length, longestSentence);
        for (; this.#scanned < limit; this.#scanned += 1) {
            const character = this.#buffer[this.#scanned];
            if (character === "\n") return this.#scanned + 1;
            if (character === undefined || !/\s/.test(character)) continue;
            if (endsSentence(this.#buffer.slice(0, this.#scanned))) return this.#scanned;
        }
        if (this.#buffer.length <= longestSentence) return 0;
        const space = this.#buffer.lastIndexOf(" ", longestSentence - 1);
        if (space > 0) return space;
        const isWithinPair = /[\ud800-\udbff]/.test(this.#buffer[longestSentence - 1] ?? "");
        return isWithinPair ? longestSentence - 1 : longestSentence;
    }
}

function endsSentence(text: string): boolean {
    let last = text.length - 1;
    while (last > 0 && closers.has(text[last] ?? "")) last -= 1;
    if (!ends.has(text[last] ?? "")) return false;
    return text[last] !== "." || !abbreviation.test(text.slice(0, last + 1));
}
