/** Time, for work that waits on a service. */
export interface Clock {
    /** Milliseconds since 1970. */
    now(): number;
    sleep(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = {
    now: () => Date.now(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** How long to keep trying, and how to pause between tries. */
export interface Patience {
    /** Milliseconds after which the last error is final. */
    readonly total: number;
    readonly firstPause: number;
    readonly longestPause: number;
}

/**
 * Repeats what fails for a reason that passes, with pauses that double up to a cap.
 *
 * @throws the last error, when it won't pass or the time is over
 */
export async function persist<T>(
    attempt: () => Promise<T>,
    passes: (error: unknown) => boolean,
    patience: Patience,
    clock: Clock,
): Promise<T> {
    const end = clock.now() + patience.total;
    for (let pause = patience.firstPause; ; pause = Math.min(pause * 2, patience.longestPause)) {
        try {
            return await attempt();
        } catch (error) {
            if (!passes(error) || clock.now() + pause > end) throw error;
            await clock.sleep(pause);
        }
    }
}

/** HTTP status of an error of the AWS SDK; undefined where there was no answer. */
export function statusOf(error: unknown): number | undefined {
    if (typeof error !== "object" || error === null || !("$metadata" in error)) return undefined;
    const { $metadata: metadata } = error;
    if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return undefined;
    return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}

/** Name of an error, as in `ResourceNotFoundException`. */
export function errorName(error: unknown): string {
    return error instanceof Error ? error.name : "";
}

/**
 * A value of an event as an object.
 *
 * @throws an `Error` that names it, when it is none
 */
export function recordOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${name} is no object`);
    return { ...value };
}

/**
 * A text that an event must hold.
 *
 * @throws an `Error` that names it, when it is missing or empty
 */
export function textOf(fields: Readonly<Record<string, unknown>>, name: string): string {
    const value = fields[name];
    if (typeof value !== "string" || value === "") throw new Error(`${name} is missing`);
    return value;
}
