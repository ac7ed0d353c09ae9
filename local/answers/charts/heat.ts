import { paint, type Style } from "../style";
import { displayWidth, fitted } from "../text";

export interface HeatRow {
    readonly label: string;
    readonly values: readonly number[];
    /** What stands at the end of the row, e.g. its total. */
    readonly caption: string;
}

const UNICODE_SHADES = [" ", "░", "▒", "▓", "█"] as const;
const ASCII_SHADES = [" ", ".", ":", "=", "#"] as const;
const CELL_WIDTH = 2;

/** A row of shaded cells for each item. All rows share one scale, so that they can be compared. */
export function heat(rows: readonly HeatRow[], header: readonly string[], style: Style): string[] {
    const labels = Math.max(0, ...rows.map(({ label }) => displayWidth(label)));
    const captions = Math.max(0, ...rows.map(({ caption }) => displayWidth(caption)));
    const top = Math.max(0, ...rows.flatMap(({ values }) => values));
    const shades = style.unicode ? UNICODE_SHADES : ASCII_SHADES;
    const head = `${" ".repeat(labels)}  ${header.map((text) => text.slice(0, CELL_WIDTH).padEnd(CELL_WIDTH)).join("")}`;
    const lines = rows.map(({ label, values, caption }) => {
        const cells = values.map((value) => shade(top > 0 ? value / top : 0, shades).repeat(CELL_WIDTH)).join("");
        return `${fitted(label, labels, "left", "~")}  ${paint(cells, "cyan", style)}  ${fitted(caption, captions, "right", "~")}`;
    });
    return [head.trimEnd(), ...lines];
}

/** Anything above nothing gets at least the lightest shade. */
function shade(share: number, shades: readonly string[]): string {
    return share <= 0
        ? " "
        : (shades[Math.min(shades.length - 1, Math.max(1, Math.ceil(share * (shades.length - 1))))] ?? " ");
}
