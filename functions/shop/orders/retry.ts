/** How often, and how far apart, something is tried again. */
export interface RetryPlan {
    readonly attempts: number;
    readonly baseMs: number;
    readonly capMs: number;
}

/** Chance and time, which tests replace. */
export interface Clock {
    /** Milliseconds since 1970. */
    now(): number;
    /** From 0 to below 1. */
    random(): number;
    sleep(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = {
    now: Date.now,
    random: Math.random,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/**
 * Waits before attempt number `attempt` (the first repetition is 1): any time up to a limit that doubles. Full jitter
 * spreads buyers that collided best: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function fullJitter({ baseMs, capMs }: RetryPlan, attempt: number, random: () => number): number {
    return Math.floor(random() * Math.min(capMs, baseMs * 2 ** attempt));
}

/**
 * Tries until an attempt yields a result, and waits after each that yields undefined.
 *
 * @returns undefined if every attempt did
 */
export async function retried<T>(
    plan: RetryPlan,
    clock: Clock,
    attempt: () => Promise<T | undefined>,
): Promise<T | undefined> {
    for (let number = 1; ; number++) {
        const result = await attempt();
        if (result !== undefined || number >= plan.attempts) {
            return result;
        }
        await clock.sleep(fullJitter(plan, number, clock.random));
    }
}
