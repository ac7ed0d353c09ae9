import { paint, type Style } from "../style";

const EIGHTHS = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;
const COLUMN_WIDTH = 3;

/** A column for each value, `height` lines high, with the labels beneath. */
export function columns(values: readonly number[], labels: readonly string[], style: Style, height = 6): string[] {
    const top = Math.max(0, ...values);
    const lines: string[] = [];
    for (let line = height - 1; line >= 0; line--) {
        const cells = values.map((value) => {
            const filled = top > 0 ? (value / top) * height - line : 0;
            return block(filled, style.unicode)
                .repeat(COLUMN_WIDTH - 1)
                .padEnd(COLUMN_WIDTH);
        });
        lines.push(paint(cells.join("").trimEnd(), "cyan", style));
    }
    lines.push(
        labels
            .map((label) => label.slice(0, COLUMN_WIDTH - 1).padEnd(COLUMN_WIDTH))
            .join("")
            .trimEnd(),
    );
    return lines;
}

/** Values as one line of small columns. */
export function sparkline(values: readonly number[], style: Style): string {
    const top = Math.max(0, ...values);
    return values.map((value) => block(top > 0 ? value / top : 0, style.unicode)).join("");
}

/** A block filled from below, by a share of one; anything above nothing shows. */
function block(share: number, unicode: boolean): string {
    if (share <= 0) {
        return " ";
    }
    if (!unicode) {
        return share >= 0.5 ? "#" : ".";
    }
    return EIGHTHS[Math.min(8, Math.max(1, Math.round(share * 8)))] ?? " ";
}
