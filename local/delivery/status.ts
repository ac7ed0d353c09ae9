import type { Totals } from "./totals";

/** Where one delivery stream stands. */
export interface StreamStatus {
    readonly name: string;
    /** Since the stream's first start, restarts of the worker included. */
    readonly totals: Totals;
    /** Source records read that are not in a finished batch yet. */
    readonly underWay: number;
    /** How far the reading is behind the newest record, in ms; 0 when it has caught up. */
    readonly behindMs: number;
    /** What keeps delivery from going on at the moment; it is tried again. */
    readonly lastError?: string;
}

export interface DeliveryStatus {
    readonly streams: readonly StreamStatus[];
    /** Of the worker process, in bytes. */
    readonly memoryBytes: number;
    /** How often the worker process had to be started again. */
    readonly restarts: number;
}

/** What the worker process says to its parent. */
export type WorkerMessage =
    | { readonly kind: "ready"; readonly status: WorkerStatus }
    | { readonly kind: "status"; readonly status: WorkerStatus }
    | { readonly kind: "answer"; readonly id: number; readonly status: WorkerStatus }
    | { readonly kind: "failed"; readonly message: string };

export type WorkerStatus = Omit<DeliveryStatus, "restarts">;

/** What the parent says to the worker process. */
export type ParentMessage = { readonly kind: "status" | "idle"; readonly id: number } | { readonly kind: "stop" };
