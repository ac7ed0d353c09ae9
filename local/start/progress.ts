import type { Output } from "../answers/style";

/** Progress of long work: one living line on a terminal, a line a phase elsewhere. */
export interface Progress {
    /** Begins a phase, ending the one before. */
    phase(title: string): void;
    /** How far the phase is; `total` where it is known. */
    update(done: number, total?: number, detail?: string): void;
    /** Ends the phase, saying what came of it. */
    done(summary?: string): void;
    /** Ends the phase that failed, so that the error stands on a line of its own. */
    fail(): void;
}

const REDRAW_MS = 100;

export function createProgress(stream: NodeJS.WritableStream & Output): Progress {
    const live = stream.isTTY === true;
    const start = Date.now();
    let title: string | undefined;
    let phaseStart = start;
    let status = "";
    let drawn = 0;

    const clear = () => live && stream.write("\r\x1b[2K");
    const draw = (mark: string, tail: string) => {
        const elapsed = `${((Date.now() - start) / 1000).toFixed(1).padStart(5)} s`;
        const line = `${elapsed}  ${mark} ${title}${tail ? `  ${tail}` : ""}`;
        stream.write(live ? line.slice(0, Math.max(20, (stream.columns ?? 100) - 1)) : line);
    };
    const close = (mark: string, summary: string) => {
        if (title === undefined) return;
        clear();
        const took = `${((Date.now() - phaseStart) / 1000).toFixed(1)} s`;
        draw(mark, [summary, `(${took})`].filter(Boolean).join(" "));
        stream.write("\n");
        title = undefined;
        status = "";
    };

    return {
        phase(next) {
            close("✓", status);
            title = next;
            phaseStart = Date.now();
            if (live) draw("…", "");
        },
        update(done, total, detail) {
            status = `${done.toLocaleString("en")}${total === undefined ? "" : ` of ${total.toLocaleString("en")}`}${detail ? ` ${detail}` : ""}`;
            if (!live || title === undefined || Date.now() - drawn < REDRAW_MS) return;
            drawn = Date.now();
            clear();
            draw("…", status);
        },
        done(summary) {
            close("✓", summary ?? status);
        },
        fail() {
            close("✗", status);
        },
    };
}
