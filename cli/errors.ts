/** The message for people; the stack only on request, since an expected failure needs none. */
export function messageOf(error: unknown): string {
    if (!(error instanceof Error)) {
        return String(error);
    }
    return process.env.LAKEFRONT_DEBUG ? (error.stack ?? error.message) : error.message;
}
