import { cpus, totalmem } from "node:os";

/** One side of a comparison. */
export interface Side {
    readonly name: string;
    /**
     * Does the work once; what it returns is thrown away, and only keeps the work from being optimised away.
     *
     * @param turn counts up from 0, so that a side can take other input each time.
     */
    run(turn: number): unknown;
}

/** Times of one side, in milliseconds. */
export interface Times {
    readonly name: string;
    readonly median: number;
    readonly least: number;
    readonly most: number;
}

/**
 * Times several sides in turn, round after round, so that whatever else the machine does falls on all of them alike. Each side
 * warms up first.
 */
export function compare(sides: readonly Side[], rounds: number, warmUps = 20): Times[] {
    const times = sides.map((): number[] => []);
    for (let round = -warmUps; round < rounds; round += 1) {
        sides.forEach((side, index) => {
            const start = performance.now();
            side.run(round + warmUps);
            const elapsed = performance.now() - start;
            if (round >= 0) {
                times[index]?.push(elapsed);
            }
        });
    }
    return sides.map(({ name }, index) => summary(name, times[index] ?? []));
}

/** Median, least and most of some times in milliseconds. */
export function summary(name: string, times: readonly number[]): Times {
    const sorted = times.toSorted((a, b) => a - b);
    return {
        name,
        median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
        least: sorted[0] ?? Number.NaN,
        most: sorted.at(-1) ?? Number.NaN,
    };
}

/** The machine, in one line. */
export function machine(): string {
    const [first] = cpus();
    const memory = Math.round(totalmem() / 2 ** 30);
    return `${cpus().length} × ${first?.model ?? "unknown processor"}, ${memory} GiB, Node.js ${process.versions.node}, ${process.platform}`;
}

/** Prints times as a table; `perRun` items make the rate. */
export function print(times: readonly Times[], perRun: number, item: string): void {
    const width = Math.max(...times.map(({ name }) => name.length));
    console.log(
        `${"".padEnd(width)}  ${["median ms", "min ms", "max ms", `${item}/s`].map((t) => t.padStart(12)).join("")}`,
    );
    for (const { name, median, least, most } of times) {
        const cells = [
            median.toFixed(1),
            least.toFixed(1),
            most.toFixed(1),
            Math.round((perRun / median) * 1000).toLocaleString("en"),
        ];
        console.log(`${name.padEnd(width)}  ${cells.map((cell) => cell.padStart(12)).join("")}`);
    }
}
