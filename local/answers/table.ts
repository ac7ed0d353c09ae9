import type { Style } from "./style";
import { displayWidth, fitted } from "./text";

export interface TableColumn {
    readonly name: string;
    readonly align: "left" | "right";
}

const UNICODE = { h: "─", v: "│", top: "┌┬┐", middle: "├┼┤", bottom: "└┴┘", ellipsis: "…" } as const;
const ASCII = { h: "-", v: "|", top: "+++", middle: "+++", bottom: "+++", ellipsis: "~" } as const;
/** Narrower than this, a column tells nothing. */
const NARROWEST = 6;
const MARGIN = 3;

/** Rows in a frame that fits the terminal: the widest columns give way, and what is cut is marked. */
export function frame(columns: readonly TableColumn[], rows: readonly (readonly string[])[], style: Style): string[] {
    const marks = style.unicode ? UNICODE : ASCII;
    const wanted = columns.map(({ name }, i) =>
        Math.max(displayWidth(name), ...rows.map((row) => displayWidth(row[i] ?? ""))),
    );
    const widths = shrink(wanted, style.width - 1 - MARGIN * columns.length);
    const rule = ([left = "", cross = "", right = ""]: Iterable<string> & readonly string[]) =>
        left + widths.map((width) => marks.h.repeat(width + 2)).join(cross) + right;
    const line = (cells: readonly string[], aligns: readonly TableColumn["align"][]) =>
        `${marks.v}${widths.map((width, i) => ` ${fitted(cells[i] ?? "", width, aligns[i] ?? "left", marks.ellipsis)} `).join(marks.v)}${marks.v}`;
    const aligns = columns.map(({ align }) => align);
    return [
        rule([...marks.top]),
        line(
            columns.map(({ name }) => name),
            aligns,
        ),
        rule([...marks.middle]),
        ...rows.map((row) => line(row, aligns)),
        rule([...marks.bottom]),
    ];
}

/** Takes from the widest column, until all fit, or none can give more. */
function shrink(wanted: readonly number[], room: number): number[] {
    const widths = [...wanted];
    let total = widths.reduce((sum, width) => sum + width, 0);
    while (total > room) {
        const widest = Math.max(...widths);
        if (widest <= NARROWEST) {
            break;
        }
        const next = Math.max(NARROWEST, ...widths.filter((width) => width < widest));
        const at = widths.filter((width) => width === widest).length;
        const target = Math.max(next, widest - Math.ceil((total - room) / at));
        for (const [i, width] of widths.entries()) {
            if (width === widest) {
                widths[i] = target;
                total -= widest - target;
            }
        }
    }
    return widths;
}
