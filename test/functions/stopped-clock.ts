import type { Clock } from "../../functions/shared/deployment";

/** A clock on which sleeping takes no time, and that remembers the pauses. */
export function stoppedClock(): Clock & { readonly pauses: number[] } {
    let now = 0;
    const pauses: number[] = [];
    return {
        pauses,
        now: () => now,
        async sleep(milliseconds) {
            pauses.push(milliseconds);
            now += milliseconds;
        },
    };
}

/** An error as the AWS SDK throws it. */
export function serviceError(status: number, name = "ServiceException", message = name): Error {
    return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
}
