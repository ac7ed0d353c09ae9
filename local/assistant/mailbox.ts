/** Passes what comes in, in order, to one reader that waits for it. */
export class Mailbox<T> implements AsyncIterable<T> {
    private readonly waiting: T[] = [];
    private wake: (() => void) | undefined;
    private isClosed = false;

    put(value: T): void {
        this.waiting.push(value);
        this.wake?.();
    }

    /** Nothing more comes. */
    close(): void {
        this.isClosed = true;
        this.wake?.();
    }

    async *[Symbol.asyncIterator](): AsyncGenerator<T> {
        for (;;) {
            while (this.waiting.length > 0) yield* this.waiting.splice(0);
            if (this.isClosed) return;
            await new Promise<void>((resolve) => {
                this.wake = resolve;
            });
            this.wake = undefined;
        }
    }
}
