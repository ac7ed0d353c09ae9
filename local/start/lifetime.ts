/** Why a run ends before it is done. */
export class Ended extends Error {
    constructor(
        message: string,
        /** The process's exit code. */
        readonly exitCode: number,
    ) {
        super(message);
    }
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** The life of a run: it ends by Ctrl-C, by a signal, or because something that it lives on has died. */
export class Lifetime {
    readonly #controller = new AbortController();
    readonly #listeners = Object.entries(SIGNALS).map(([signal, exitCode]) => {
        const end = () => this.end(new Ended(`Stopped by ${signal}.`, exitCode));
        process.on(signal, end);
        return { signal, end };
    });

    get signal(): AbortSignal {
        return this.#controller.signal;
    }

    end(reason: Error): void {
        this.#controller.abort(reason);
    }

    /** The promise's result, unless the run ends first: then the reason is thrown. */
    async until<T>(promise: Promise<T>): Promise<T> {
        const { signal } = this;
        signal.throwIfAborted();
        let onAbort = () => {};
        const ended = new Promise<never>((_, reject) => {
            onAbort = () => reject(signal.reason);
            signal.addEventListener("abort", onAbort, { once: true });
        });
        try {
            return await Promise.race([promise, ended]);
        } finally {
            signal.removeEventListener("abort", onAbort);
        }
    }

    /** Waits for the end. */
    async over(): Promise<Error> {
        return this.until(new Promise<never>(() => {})).catch((reason: Error) => reason);
    }

    close(): void {
        for (const { signal, end } of this.#listeners) process.off(signal, end);
    }
}
