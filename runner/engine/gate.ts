type Answer<T> = (error: unknown, response?: T) => void;

/**
 * Stands between the program and the engine, and makes the first failure the only one: what was under way is let
 * finish, and nothing is answered any more, so that no cascade of follow-up errors hides the cause.
 */
export class Gate {
    /** Rejects with the first failure, once all that was under way has finished. */
    readonly failed: Promise<never>;
    private readonly underWay = new Set<Promise<unknown>>();
    private reject: (error: unknown) => void = () => undefined;
    private lastTurn: Promise<void> = Promise.resolve();
    private closed = false;
    private lastActivity = Date.now();

    constructor() {
        this.failed = new Promise<never>((_, reject) => {
            this.reject = reject;
        });
        // A failure after the evaluation has been given up has nobody who waits for it.
        this.failed.catch(() => undefined);
    }

    /** How long, in milliseconds, nothing has been asked and nothing has been under way. */
    get idleMs(): number {
        return this.underWay.size > 0 ? 0 : Date.now() - this.lastActivity;
    }

    /** Runs one request of the program, and answers it unless anything has failed. */
    serve<T>(work: () => Promise<T>, answer: Answer<T>): void {
        if (this.closed) {
            return;
        }
        this.track(this.inTurn(work())).then(
            (response) => {
                if (!this.closed) {
                    answer(null, response);
                }
            },
            (error) => this.fail(error),
        );
    }

    /** Runs one request whose failure is the caller's to handle, as that of a provider function is. */
    serveFallible<T>(work: () => Promise<T>, answer: Answer<T>): void {
        if (this.closed) {
            return;
        }
        const settle: Answer<T> = (error, response) => {
            if (!this.closed) {
                answer(error, response);
            }
        };
        this.track(this.inTurn(work())).then(
            (response) => settle(null, response),
            (error) => settle(error),
        );
    }

    /**
     * Gives each answer a turn of the event loop, as if it came over a connection. Otherwise a program that waits for nothing else
     * would keep this process from the policy packs' answers until its end.
     */
    private async inTurn<T>(work: Promise<T>): Promise<T> {
        try {
            return await work;
        } finally {
            this.lastTurn = this.lastTurn.then(() => new Promise((resolve) => setImmediate(resolve)));
            await this.lastTurn;
        }
    }

    private track<T>(work: Promise<T>): Promise<T> {
        this.underWay.add(work);
        return work.finally(() => {
            this.underWay.delete(work);
            this.lastActivity = Date.now();
        });
    }

    /** Gives the evaluation up. Only the first call counts. */
    fail(error: unknown): void {
        if (this.closed) {
            return;
        }
        this.closed = true;
        void Promise.allSettled(this.underWay).then(() => this.reject(error));
    }
}
