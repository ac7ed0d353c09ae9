const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with the escape character.
const COLOUR_CODES = /\u001b\[[0-9;]*m/g;
/** Scripts and pictures whose characters take two columns: https://www.unicode.org/reports/tr11/ */
const WIDE =
    /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\uff01-\uff60\u3000-\u303f]/u;

/** Columns that text takes in a terminal. */
export function displayWidth(text: string): number {
    let width = 0;
    for (const { segment } of segmenter.segment(text.replace(COLOUR_CODES, ""))) {
        width += WIDE.test(segment) ? 2 : 1;
    }
    return width;
}

/** Text made exactly `width` wide: filled up with blanks, or cut and marked as cut. */
export function fitted(text: string, width: number, align: "left" | "right", ellipsis: string): string {
    const room = width - displayWidth(text);
    if (room >= 0) {
        return align === "left" ? text + " ".repeat(room) : " ".repeat(room) + text;
    }
    return cut(text, width, ellipsis);
}

function cut(text: string, width: number, ellipsis: string): string {
    let kept = "";
    let used = 0;
    for (const { segment } of segmenter.segment(text)) {
        const next = used + displayWidth(segment);
        if (next > width - ellipsis.length) {
            break;
        }
        kept += segment;
        used = next;
    }
    const marked = (kept + ellipsis).slice(0, Math.max(width, 0));
    return marked + " ".repeat(Math.max(0, width - displayWidth(marked)));
}

/** A number for people: `12,345`. */
export function count(value: number): string {
    return value.toLocaleString("en-US");
}

/** A share of one as a percentage, `8.3 %`. */
export function percent(share: number): string {
    return `${(share * 100).toFixed(1)} %`;
}

/** Seconds as `4:05`, or `1:02:03` from an hour on. */
export function duration(seconds: number): string {
    const whole = Math.round(seconds);
    const hours = Math.floor(whole / 3600);
    const minutes = Math.floor((whole % 3600) / 60);
    const rest = String(whole % 60).padStart(2, "0");
    return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** Bytes in the largest unit that keeps the number above one: `1.4 MB`, in powers of ten as Athena bills them. */
export function bytes(value: number): string {
    const units = ["bytes", "KB", "MB", "GB", "TB"];
    const power = value < 1000 ? 0 : Math.min(Math.floor(Math.log10(value) / 3), units.length - 1);
    const amount = value / 1000 ** power;
    return `${power === 0 ? amount : amount.toFixed(1)} ${units[power]}`;
}

/** Text broken into lines of at most `width`, between words. */
export function wrapped(text: string, width: number): string[] {
    const lines: string[] = [];
    let line = "";
    for (const word of text.split(" ")) {
        const longer = line === "" ? word : `${line} ${word}`;
        if (line !== "" && displayWidth(longer) > width) {
            lines.push(line);
            line = word;
        } else {
            line = longer;
        }
    }
    return line === "" ? lines : [...lines, line];
}
