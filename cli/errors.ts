/** Exit code of wrong use, and of what can't be evaluated at all. */
export const EXIT_UNUSABLE = 2;

/** What Pulumi's SDK puts before the message of an error that an output ends in, once for each level of nesting. */
const WHILE_SERIALIZING = /^(?:error serializing property "[^"]*": )+/;

/** The message for people; the stack only on request, since an expected failure needs none. */
export function messageOf(error: unknown): string {
    if (!(error instanceof Error)) {
        return String(error);
    }
    return process.env.LAKEFRONT_DEBUG ? (error.stack ?? error.message) : error.message.replace(WHILE_SERIALIZING, "");
}
