/** What the terminal can show. */
export interface Style {
    /** Columns that a line may take. */
    readonly width: number;
    /** False: nothing but ASCII. */
    readonly unicode: boolean;
    readonly colour: boolean;
}

const USUAL_WIDTH = 100;
/** Longer lines are hard to follow, however wide the terminal. */
const MAX_WIDTH = 120;

/** A stream that may be a terminal. */
export interface Output {
    readonly isTTY?: boolean;
    readonly columns?: number;
}

/** The style that fits an output: https://no-color.org, and the character set that the locale names. */
export function styleOf(output: Output, env: Readonly<Record<string, string | undefined>> = process.env): Style {
    const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || "";
    const terminal = output.isTTY === true && env.TERM !== "dumb";
    return {
        width: Math.min(output.columns ?? USUAL_WIDTH, MAX_WIDTH),
        unicode: terminal && /utf-?8/i.test(locale),
        colour: terminal && !env.NO_COLOR,
    };
}

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;
export type Paint = keyof typeof CODES;

/** Text in a colour, where colours are shown. */
export function paint(text: string, how: Paint, style: Style): string {
    return style.colour ? `\u001b[${CODES[how]}m${text}\u001b[0m` : text;
}
