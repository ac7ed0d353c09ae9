import { paint, type Style } from "../style";
import { displayWidth, fitted } from "../text";

export interface Bar {
    readonly label: string;
    readonly value: number;
    /** What stands behind the bar, e.g. `8.3 %`. */
    readonly caption: string;
}

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;
const LONGEST_BAR = 40;
const SPACE = 2;

/** One line a bar: label, bar, caption. The largest value fills the room; `full` sets another scale. */
export function bars(
    items: readonly Bar[],
    style: Style,
    full = Math.max(0, ...items.map(({ value }) => value)),
): string[] {
    const labels = Math.min(Math.max(0, ...items.map(({ label }) => displayWidth(label))), Math.floor(style.width / 3));
    const captions = Math.max(0, ...items.map(({ caption }) => displayWidth(caption)));
    const room = Math.max(1, Math.min(LONGEST_BAR, style.width - labels - captions - 2 * SPACE));
    return items.map(({ label, value, caption }) => {
        const bar = barOf(full > 0 ? Math.min(1, Math.max(0, value / full)) : 0, room, style.unicode);
        const padded = bar + " ".repeat(room - displayWidth(bar));
        const name = fitted(label, labels, "left", style.unicode ? "…" : "~");
        return `${name}${" ".repeat(SPACE)}${paint(padded, "cyan", style)}${" ".repeat(SPACE)}${caption}`.trimEnd();
    });
}

function barOf(share: number, room: number, unicode: boolean): string {
    if (!unicode) {
        return "#".repeat(Math.round(share * room));
    }
    const eighths = Math.round(share * room * 8);
    return "█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}
