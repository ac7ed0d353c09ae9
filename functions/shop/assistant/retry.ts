import type { RuntimeRequest } from "./runtime";

/** How often and how long a call that the service didn't take is repeated. */
export interface RetrySettings {
    readonly attempts: number;
    readonly firstDelayMs: number;
    readonly longestDelayMs: number;
    /** Between 0 and 1. */
    readonly random: () => number;
    readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export const standardRetry: RetrySettings = {
    attempts: 4,
    firstDelayMs: 250,
    longestDelayMs: 5_000,
    random: Math.random,
    wait: (milliseconds, signal) =>
        new Promise((resolve, reject) => {
            const stop = () => {
                clearTimeout(timer);
                reject(signal.reason);
            };
            const timer = setTimeout(() => {
                signal.removeEventListener("abort", stop);
                resolve();
            }, milliseconds);
            if (signal.aborted) stop();
            else signal.addEventListener("abort", stop, { once: true });
        }),
};

/**
 * Full jitter, so that callers who were throttled together don't come back together:
 * https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 *
 * @param attempt from 0
 */
function delayBefore(attempt: number, { firstDelayMs, longestDelayMs, random }: RetrySettings): number {
    return random() * Math.min(longestDelayMs, firstDelayMs * 2 ** attempt);
}

const passing = new Set([
    "ThrottlingException",
    "TooManyRequestsException",
    "ServiceUnavailableException",
    "InternalServerException",
    "ModelNotReadyException",
    "ModelTimeoutException",
    "ModelStreamErrorException",
    "BadGatewayException",
    "DependencyFailedException",
    "ConflictException",
    "TimeoutError",
    "StreamCutOff",
    "ECONNRESET",
    "ECONNREFUSED",
    "EPIPE",
]);

/** The name of what failed, fit for logs: names of errors hold nothing of a request. */
export function failureName(error: unknown): string {
    if (!(error instanceof Error)) return "unknown";
    const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
    return error.name === "Error" && code !== undefined ? code : error.name;
}

/** Whether the same call may work a moment later. */
export function isPassing(error: unknown): boolean {
    return passing.has(failureName(error));
}

export function isThrottling(error: unknown): boolean {
    return /throttl|toomany/i.test(failureName(error));
}

/** Repeats the calls of one turn, as long as its shopper is there and its time isn't over. */
export class TurnRetries {
    constructor(
        private readonly settings: { readonly retry: RetrySettings; readonly now: () => number },
        private readonly request: Pick<RuntimeRequest, "signal" | "deadline">,
    ) {}

    /** Calls until it works. @throws what the last call did */
    async call<T>(call: () => Promise<T>): Promise<T> {
        for (let attempt = 0; ; attempt += 1)
            try {
                return await call();
            } catch (error) {
                await this.wait(attempt, error);
            }
    }

    /**
     * Waits before a call is repeated.
     *
     * @param attempt the one that failed, from 0
     * @throws `error` where another try is of no use, or would come too late
     */
    async wait(attempt: number, error: unknown): Promise<void> {
        const { retry, now } = this.settings;
        const { signal, deadline } = this.request;
        const delay = delayBefore(attempt, retry);
        if (signal.aborted || !isPassing(error) || attempt + 1 >= retry.attempts || now() + delay >= deadline)
            throw error;
        await retry.wait(delay, signal);
    }
}
